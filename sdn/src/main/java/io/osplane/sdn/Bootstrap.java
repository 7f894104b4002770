package io.osplane.sdn;

import io.fabric8.kubernetes.api.model.Pod;
import io.osplane.error.NotReadyException;
import io.osplane.error.RefusedException;
import io.osplane.sdn.Formation.Past;
import io.osplane.spi.Act;
import io.osplane.spi.Member;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;
import io.osplane.spi.Verdict;
import io.osplane.spi.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Sees to it that each database has exactly one cluster: waits until every member was heard,
 * decides by {@link Formation}, records the decision, and only then gives the order to one member.
 *
 * @param names what the members are called
 */
record Bootstrap(Names names) implements Act.Action {
  private static final String STATE = "state";
  private static final String CLUSTER = "cluster";

  @Override
  public boolean isSo(Probe probe) {
    return false;
  }

  @Override
  public void makeSo(Site site) throws InterruptedException {
    for (Database database : Database.values()) {
      site.await("every member of " + names.set(database), view -> haveBegun(view, database));
      List<Formation> decision = new ArrayList<>();
      site.await(
          "a word of every member of " + names.set(database),
          view -> {
            decision.add(0, decide(database, site));
            return decision.get(0) instanceof Formation.Wait wait
                ? Verdict.notYet(wait.why())
                : Verdict.met();
          });
      carryOut(decision.get(0), database, site);
    }
  }

  private Formation decide(Database database, Probe probe) {
    return Formation.decide(
        database, Members.reports(names.pods(database), probe), past(database, probe));
  }

  /** What the record says of a database's cluster. */
  static Past past(Database database, Probe probe) {
    String state = probe.record(database.key()).get(STATE);
    return state == null ? Past.NONE : Past.valueOf(state);
  }

  private void carryOut(Formation decision, Database database, Site site) {
    if (decision instanceof Formation.Formed formed) {
      remember(formed.cluster(), database, site);
    } else if (decision instanceof Formation.Create create) {
      create(create.member(), database, site);
    } else if (decision instanceof Formation.Lost lost) {
      throw new RefusedException(
          "make an empty " + names.set(database),
          "there was one, and no member has it any more: " + lost.table(),
          remedy(database));
    }
  }

  private String remedy(Database database) {
    String first = names.pods(database).get(0);
    return "Bring a member back with its volume. Without one, run 'bash "
        + Members.CONTROL
        + " create anew' in pod "
        + first
        + ", apply again, and fill it by neutron-ovn-db-sync-util --ovn-neutron_sync_mode repair";
  }

  private void create(String member, Database database, Site site) {
    if (past(database, site) == Past.NONE) {
      site.record(database.key(), Map.of(STATE, Past.ORDERED.name()));
    }
    site.say(member + " makes the cluster of " + names.set(database));
    String nonce = UUID.randomUUID().toString().substring(0, 8);
    Member.Result result = Members.order(site, member, "create", nonce);
    List<Report> reports = Members.reports(List.of(member), site);
    if (result.code() != 0 || !reports.get(0).hasData()) {
      throw new NotReadyException(
          "member " + member + " to serve",
          result.err().strip(),
          "Look at the log of pod " + member + ", then apply again");
    }
    remember(reports.get(0).cluster(), database, site);
  }

  private static void remember(String cluster, Database database, Site site) {
    site.record(database.key(), Map.of(STATE, Past.FORMED.name(), CLUSTER, cluster));
    if (database == Database.NB) {
      site.identity(cluster);
    }
  }

  private Verdict haveBegun(View view, Database database) {
    for (String member : names.pods(database)) {
      if (view.find(Pod.class, member).filter(Bootstrap::runs).isEmpty()) {
        return Verdict.notYet("pod " + member + " does not run yet");
      }
    }
    return Verdict.met();
  }

  private static boolean runs(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null
        && pod.getStatus() != null
        && pod.getStatus().getContainerStatuses().stream()
            .anyMatch(c -> c.getState() != null && c.getState().getRunning() != null);
  }
}
