package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Meta;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What there is of a DaemonSet.
 *
 * @param wanted nodes that are to have a pod
 * @param first the pods that count on them, at most one a node
 * @param misplaced nodes that have a pod and are to have none
 */
record DaemonTally(int wanted, List<ObjectNode> first, int misplaced) {

  static DaemonTally of(DaemonPods pods, List<ObjectNode> nodes) {
    Map<String, List<ObjectNode>> there = pods.byNode();
    List<ObjectNode> wanted = nodes.stream().filter(pods::belongOn).toList();
    long misplaced =
        nodes.stream().filter(n -> there.containsKey(Meta.name(n)) && !pods.belongOn(n)).count();
    List<ObjectNode> first =
        wanted.stream()
            .flatMap(n -> Optional.ofNullable(there.get(Meta.name(n))).stream())
            .map(p -> p.get(0))
            .toList();
    return new DaemonTally(wanted.size(), first, (int) misplaced);
  }

  /** Leaves out what is zero as a server does: some of it. */
  void writeTo(ObjectNode status, String revision, int minReady, Instant now) {
    status.put("currentNumberScheduled", first.size());
    status.put("desiredNumberScheduled", wanted);
    status.put("numberMisscheduled", misplaced);
    status.put("numberReady", count(Conditions::ready));
    int available = count(p -> Conditions.available(p, minReady, now));
    Counts.put(status, "numberAvailable", available);
    Counts.put(status, "numberUnavailable", wanted - available);
    Counts.put(status, "updatedNumberScheduled", count(p -> DaemonPods.isOf(revision, p)));
  }

  private int count(Predicate<ObjectNode> which) {
    return (int) first.stream().filter(which).count();
  }
}
