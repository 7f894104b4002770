package io.osplane.rabbitmq;

import io.osplane.health.Condition;
import io.osplane.rabbitmq.Observation.Report;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Concludes from what was seen of the members how well the bus is; pure. */
final class RabbitMqHealth {
  /** Codes that say nothing about who is a member of what. */
  static final Set<String> ALARMS = Set.of("MemoryAlarm", "DiskAlarm");

  /**
   * What the bus should be.
   *
   * @param nodes the members' node names
   * @param cluster the internal id that was recorded at formation; empty before it
   */
  record Expected(List<String> nodes, Optional<String> cluster) {
    Expected {
      nodes = List.copyOf(nodes);
    }

    int majority() {
      return nodes.size() / 2 + 1;
    }
  }

  private final Scene scene;
  private final List<Condition> found = new ArrayList<>();

  private RabbitMqHealth(Scene scene) {
    this.scene = scene;
  }

  /**
   * The findings, in order of the members; one that is healthy if there is nothing to say.
   *
   * @param observations by node name; a node without one counts as unseen
   */
  static List<Condition> judge(Expected expected, Map<String, Observation> observations) {
    return new RabbitMqHealth(new Scene(expected, observations)).findings();
  }

  private List<Condition> findings() {
    MemberHealth members = new MemberHealth(scene, found);
    scene.nodes().forEach(members::judge);
    judgePartitions();
    judgeSurplus();
    judgeFlags();
    judgeQuorum();
    return found.isEmpty() ? List.of(serving()) : List.copyOf(found);
  }

  /** A partition shows as one, or as members of one cluster that do not see each other. */
  private void judgePartitions() {
    scene
        .running()
        .forEach(
            (node, report) -> {
              Set<String> apart = new TreeSet<>(report.partitions());
              scene.running().forEach((other, its) -> addIfApart(apart, report, other, its));
              if (!apart.isEmpty()) {
                found.add(
                    Condition.down(
                        "Partitioned",
                        node + " is cut off from " + String.join(", ", apart),
                        "Mend the network; if it stays, restart the smaller side one by one"));
              }
            });
  }

  private static void addIfApart(Set<String> apart, Report report, String other, Report its) {
    if (report.cluster().equals(its.cluster()) && !report.running().contains(other)) {
      apart.add(other);
    }
  }

  private void judgeSurplus() {
    Set<String> surplus = union(Report::members);
    surplus.removeAll(scene.nodes());
    surplus.forEach(
        node ->
            degraded(
                "SurplusMember",
                node + " is counted as a member and is not wanted",
                "If it is gone for good, run rabbitmqctl forget_cluster_node " + node));
  }

  private void judgeFlags() {
    Set<String> disabled = union(Report::disabledFlags);
    if (!disabled.isEmpty()) {
      degraded(
          "FlagsDisabled",
          "feature flags are not enabled: " + String.join(", ", disabled),
          "Run rabbitmqctl enable_feature_flag all before the next upgrade");
    }
  }

  private Set<String> union(Function<Report, Collection<String>> part) {
    return scene.running().values().stream()
        .flatMap(report -> part.apply(report).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void judgeQuorum() {
    long out = scene.nodes().stream().filter(scene::isKnownOut).count();
    if (scene.nodes().size() - out < scene.expected().majority()) {
      found.add(
          Condition.down(
              "NoQuorum",
              out + " of " + scene.nodes().size() + " members do not serve: no majority is left",
              "Bring members back with their volumes; never force a member to boot alone"));
    }
  }

  private Condition serving() {
    return Condition.healthy(
        "Serving",
        scene.nodes().size()
            + " members serve as cluster "
            + scene.cluster().orElse("without an id"));
  }

  private void degraded(String code, String message, String remedy) {
    found.add(Condition.degraded(code, message, remedy));
  }
}
