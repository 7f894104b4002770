package io.osplane.rabbitmq;

import io.osplane.health.Condition;
import io.osplane.rabbitmq.Observation.Down;
import io.osplane.rabbitmq.Observation.Report;
import io.osplane.rabbitmq.Observation.Unseen;
import java.util.List;
import java.util.Set;

/** Concludes what is wrong with single members. */
final class MemberHealth {
  private final Scene scene;
  private final List<Condition> found;

  /**
   * Makes one.
   *
   * @param found where the findings go
   */
  MemberHealth(Scene scene, List<Condition> found) {
    this.scene = scene;
    this.found = found;
  }

  void judge(String node) {
    Observation observation = scene.of(node);
    if (observation instanceof Report report) {
      judgeReport(node, report);
    } else if (observation instanceof Down down) {
      lost(node, down.why());
    } else if (observation instanceof Unseen unseen) {
      judgeUnseen(node, unseen);
    }
  }

  private void judgeUnseen(String node, Unseen unseen) {
    if (scene.isMissedByOthers(node)) {
      lost(node, "other members do not see it running");
    } else {
      found.add(
          Condition.unknown(
              "MemberUnseen",
              node + " could not be asked: " + unseen.why(),
              "Check the pod and the right to run commands in it"));
    }
  }

  private void judgeReport(String node, Report report) {
    switch (report.state()) {
      case RUNNING -> judgeRunning(node, report);
      case BOOTING -> judgeBooting(node, report);
      case PAUSED ->
          degraded(
              "Paused",
              node + " sees no majority and does not serve",
              "Bring the other members back; it goes on by itself");
      case STOPPED ->
          degraded(
              "Stopped",
              node + " was stopped by hand",
              "Run rabbitmqctl start_app in it, or delete its pod");
    }
  }

  private void judgeBooting(String node, Report report) {
    boolean blank = report.members().equals(Set.of(node));
    if (blank && scene.running().values().stream().anyMatch(r -> r.members().contains(node))) {
      degraded(
          "MemberWiped",
          node + " lost its data and the others still count it as a member, so it cannot join",
          "If its queues have a majority elsewhere, run rabbitmqctl forget_cluster_node "
              + node
              + " in another member; it then joins by itself");
    } else {
      degraded(
          "Booting",
          node + " starts, or waits for members that stopped after it",
          "Wait; if it lasts longer than five minutes, look at its log and at missing members");
    }
  }

  private void judgeRunning(String node, Report report) {
    if (!scene.isOurs(report)) {
      found.add(
          Condition.down(
              "ForeignCluster",
              node
                  + " is in cluster "
                  + report.cluster()
                  + ", not in "
                  + scene.cluster().orElse("any"),
              "Stop it, keep its volume for inspection, forget it in the others, and let it join"
                  + " empty"));
    }
    if (report.alarms().contains("memory")) {
      degraded(
          "MemoryAlarm",
          node + " ran short of memory and blocks every publisher",
          "Find the queues that grow, or choose a larger size");
    }
    if (report.alarms().contains("disk")) {
      degraded(
          "DiskAlarm",
          node + " ran short of disk space and blocks every publisher",
          "Raise the storage, or find the queues that grow");
    }
  }

  private void lost(String node, String why) {
    degraded(
        "MemberLost",
        node + " does not run: " + why,
        "Look at its pod's events; with its volume it joins by itself");
  }

  private void degraded(String code, String message, String remedy) {
    found.add(Condition.degraded(code, message, remedy));
  }
}
