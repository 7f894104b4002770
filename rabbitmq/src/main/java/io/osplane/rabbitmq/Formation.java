package io.osplane.rabbitmq;

import io.osplane.error.NotReadyException;
import io.osplane.health.Condition;
import io.osplane.health.Status;
import io.osplane.rabbitmq.Observation.Report;
import io.osplane.rabbitmq.Observation.State;
import io.osplane.rabbitmq.RabbitMqHealth.Expected;
import io.osplane.spi.Act;
import io.osplane.spi.Probe;
import io.osplane.spi.Resource;
import io.osplane.spi.Site;
import io.osplane.spi.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Checks that all members formed one cluster, asking each of them, and remembers which. A bus whose
 * members all lost their data is another cluster: it gets a new identity, so accounts are made
 * anew.
 *
 * <p>Empty members that start at once may choose different ones to begin with. As long as no
 * cluster was ever remembered, one that went on alone holds nothing, and is brought to the others.
 */
final class Formation implements Act.Action {
  /** The record that holds the cluster's internal id under {@link #ID}. */
  static final String RECORD = "cluster";

  static final String ID = "id";

  private static final String REJOIN = Resource.text(RabbitMq.class, "rejoin.erl");

  private final Names names;

  Formation(Names names) {
    this.names = names;
  }

  /** What the bus should be, with the cluster that was recorded. */
  static Expected expected(Names names, Probe probe) {
    return new Expected(names.nodes(), Optional.ofNullable(probe.record(RECORD).get(ID)));
  }

  @Override
  public boolean isSo(Probe probe) {
    Expected expected = expected(names, probe);
    return expected.cluster().isPresent()
        && problems(RabbitMqHealth.judge(expected, Broker.observe(names, probe))).isEmpty();
  }

  @Override
  public void makeSo(Site site) throws InterruptedException {
    site.say("asking each member for its cluster");
    // a member opens its port a little before it says that it runs
    site.await("every member has started", view -> started(Broker.observe(names, site)));
    Map<String, Observation> seen = united(site);
    if (seen.values().stream().anyMatch(Formation::hasDisabledFlags)) {
      Broker.control(site.member(names.pods().get(0)), "", "enable_feature_flag", "all");
      seen = Broker.observe(names, site);
    }
    Expected unrecorded = new Expected(names.nodes(), Optional.empty());
    List<Condition> problems = problems(RabbitMqHealth.judge(unrecorded, seen));
    String cluster =
        Scene.majority(seen.values())
            .filter(id -> problems.isEmpty())
            .orElseThrow(() -> unformed(problems));
    site.record(RECORD, Map.of(ID, cluster));
    site.identity(cluster);
  }

  private static Verdict started(Map<String, Observation> seen) {
    List<String> booting =
        seen.entrySet().stream()
            .filter(e -> e.getValue() instanceof Report report && report.state() == State.BOOTING)
            .map(Map.Entry::getKey)
            .toList();
    return booting.isEmpty()
        ? Verdict.met()
        : new Verdict.NotYet(String.join(", ", booting) + " starts", booting.toString());
  }

  /** One that looks anew may find another that began alone, so it takes as many rounds at most. */
  private Map<String, Observation> united(Site site) {
    Expected expected = expected(names, site);
    Map<String, Observation> seen = Broker.observe(names, site);
    for (int i = 1; i < names.replicas() && expected.cluster().isEmpty(); i++) {
      List<String> strays = new Scene(expected, seen).strays();
      if (strays.isEmpty()) {
        break;
      }
      rejoin(site, strays);
      seen = Broker.observe(names, site);
    }
    return seen;
  }

  private void rejoin(Site site, List<String> strays) {
    site.say("bringing to the others what began alone: " + String.join(", ", strays));
    for (String pod : names.pods()) {
      if (strays.contains(names.node(pod))) {
        var unused = Broker.eval(site.member(pod), REJOIN);
      }
    }
  }

  private static boolean hasDisabledFlags(Observation seen) {
    return seen instanceof Report report && !report.disabledFlags().isEmpty();
  }

  /** An alarm blocks publishers, but says nothing against the cluster. */
  private static List<Condition> problems(List<Condition> found) {
    return found.stream()
        .filter(c -> c.status() != Status.HEALTHY && !RabbitMqHealth.ALARMS.contains(c.code()))
        .toList();
  }

  private NotReadyException unformed(List<Condition> problems) {
    return new NotReadyException(
        "one cluster of " + String.join(", ", names.nodes()),
        problems.stream().map(c -> c.code() + ": " + c.message()).collect(Collectors.joining("; ")),
        problems.stream()
            .map(Condition::remedy)
            .distinct()
            .collect(Collectors.joining(". ", "", ". Then apply again")));
  }
}
