package io.osplane.galera;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.osplane.error.NotReadyException;
import io.osplane.error.RefusedException;
import io.osplane.galera.Report.Position;
import io.osplane.spi.Act;
import io.osplane.spi.Member;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;
import io.osplane.spi.Verdict;
import io.osplane.spi.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Starts the cluster: waits until every expected member has reported, decides by {@link Start},
 * records the decision in the cluster, and only then gives the order to one member.
 *
 * @param spec the cluster
 */
record Bootstrap(GaleraSpec spec) implements Act.Action {
  static final String RECORD = "cluster";
  private static final Duration ORDER = Duration.ofMinutes(6);

  @Override
  public boolean isSo(Probe probe) {
    return false;
  }

  @Override
  public void makeSo(Site site) throws InterruptedException {
    site.await("every member of " + spec.name(), this::haveBegun);
    List<Start> decision = new ArrayList<>();
    site.await(
        "a report of every member of " + spec.name(),
        view -> {
          Start start = Start.decide(Members.reports(spec, site, "/wait"), past(site));
          decision.add(0, start);
          return start instanceof Start.Wait wait ? Verdict.notYet(wait.why()) : Verdict.met();
        });
    carryOut(decision.get(0), site);
  }

  private void carryOut(Start start, Site site) {
    if (start instanceof Start.Refuse refuse) {
      throw new RefusedException(
          "start database cluster " + spec.name(),
          refuse.table(),
          "Bring every member with its volume back, or restore a backup");
    }
    if (start instanceof Start.From from) {
      order(from, site);
    }
    if (start instanceof Start.Running running) {
      remember(site, running.member().position().uuid());
    }
  }

  private void order(Start.From from, Site site) {
    String nonce = UUID.randomUUID().toString().substring(0, 8);
    Map<String, String> record = new TreeMap<>(site.record(RECORD));
    record.put("phase", "Starting");
    record.put("source", from.member());
    record.put("position", from.position());
    record.put("order", nonce);
    site.record(RECORD, record);
    Member.Result result =
        site.member(from.member())
            .exec(ORDER, "", "bash", Members.CONTROL, "bootstrap", nonce, from.position());
    if (result.code() != 0) {
      throw new NotReadyException(
          "member " + from.member() + " to become Primary",
          result.err().strip(),
          "Look at the log of pod " + from.member() + ", then apply again");
    }
    remember(site, result.out().strip().replaceFirst("^\\S+\\s+", ""));
  }

  private static void remember(Site site, String uuid) {
    Map<String, String> record = new TreeMap<>(site.record(RECORD));
    record.put("phase", "Running");
    record.put("uuid", uuid);
    site.record(RECORD, record);
    site.identity(uuid);
  }

  /** What the record says of the time before. */
  static Start.Past past(Probe probe) {
    Map<String, String> record = probe.record(RECORD);
    return new Start.Past(
        record.getOrDefault("complete", "no").equals("yes"),
        new Position(
            record.getOrDefault("uuid", "00000000-0000-0000-0000-000000000000"),
            Long.parseLong(record.getOrDefault("highest", "-1"))));
  }

  private Verdict haveBegun(View view) {
    for (String member : Members.names(spec)) {
      boolean runs = view.find(Pod.class, member).map(Bootstrap::runs).orElse(false);
      if (!runs) {
        return Verdict.notYet("pod " + member + " does not run yet");
      }
    }
    return Verdict.met();
  }

  static boolean runs(Pod pod) {
    List<ContainerStatus> containers = pod.getStatus().getContainerStatuses();
    return pod.getMetadata().getDeletionTimestamp() == null
        && !containers.isEmpty()
        && containers.get(0).getState() != null
        && containers.get(0).getState().getRunning() != null;
  }
}
