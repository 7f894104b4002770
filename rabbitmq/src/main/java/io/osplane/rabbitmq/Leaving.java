package io.osplane.rabbitmq;

import io.osplane.error.RefusedException;
import io.osplane.health.Condition;
import io.osplane.health.Status;
import io.osplane.rabbitmq.Observation.Report;
import io.osplane.rabbitmq.RabbitMqHealth.Expected;
import io.osplane.spi.Act;
import io.osplane.spi.Member;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;
import java.util.List;
import java.util.Optional;

/**
 * Takes the highest members out of the cluster, one by one and the last first: every queue first
 * gets copies on the members that stay, and only then loses those that go, so that none ever loses
 * its majority. A member that left is empty and may come back later with its old volume.
 */
final class Leaving implements Act.Action {
  private final Names before;
  private final Names after;

  Leaving(Names before, Names after) {
    this.before = before;
    this.after = after;
  }

  @Override
  public boolean isSo(Probe probe) {
    return stillMembers(probe).isEmpty();
  }

  @Override
  public void makeSo(Site site) {
    List<String> leaving = stillMembers(site);
    refuseUnlessWhole(site, leaving);
    Member stays = site.member(after.pods().get(0));
    after.nodes().forEach(node -> Broker.queues(stays, "grow", node, "all"));
    for (int i = leaving.size() - 1; i >= 0; i--) {
      site.say("taking " + leaving.get(i) + " out of the cluster");
      leave(site.member(leaving.get(i)), stays, before.node(leaving.get(i)));
    }
  }

  private static void leave(Member goes, Member stays, String node) {
    Broker.queues(stays, "shrink", node);
    Broker.control(goes, "", "stop_app");
    Broker.control(goes, "", "reset");
  }

  /** Pods of members that go and that those that stay still know. */
  private List<String> stillMembers(Probe probe) {
    List<Report> staying =
        Broker.observe(after, probe).values().stream()
            .filter(Report.class::isInstance)
            .map(Report.class::cast)
            .toList();
    return before.pods().subList(after.replicas(), before.replicas()).stream()
        .filter(pod -> staying.stream().anyMatch(r -> r.members().contains(before.node(pod))))
        .toList();
  }

  /** Queues move only between members that run; what left already is not asked. */
  private void refuseUnlessWhole(Site site, List<String> leaving) {
    Names present =
        new Names(before.component(), before.services(), after.replicas() + leaving.size());
    RabbitMqHealth.judge(
            new Expected(present.nodes(), Optional.empty()), Broker.observe(present, site))
        .stream()
        .filter(found -> found.status() != Status.HEALTHY)
        .findFirst()
        .ifPresent(found -> refuse(leaving, found));
  }

  private void refuse(List<String> leaving, Condition found) {
    throw new RefusedException(
        "take " + String.join(", ", leaving) + " out of " + before.component(),
        found.message(),
        found.remedy() + ". Then apply again");
  }
}
