package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.Tree;
import java.util.List;

/** The pods of a Job by what became of them. */
record JobTally(List<ObjectNode> active, int ready, int succeeded, List<ObjectNode> failed) {

  static JobTally of(List<ObjectNode> pods) {
    List<ObjectNode> active = pods.stream().filter(p -> !Meta.deleting(p) && !ended(p)).toList();
    return new JobTally(
        active,
        (int) active.stream().filter(Conditions::ready).count(),
        (int) pods.stream().filter(p -> phase(p).equals("Succeeded")).count(),
        pods.stream().filter(p -> phase(p).equals("Failed")).toList());
  }

  int restarts() {
    return active.stream()
        .flatMap(p -> Tree.items(p, "status.containerStatuses").stream())
        .mapToInt(c -> Tree.integer(c, "restartCount", 0))
        .sum();
  }

  private static boolean ended(JsonNode pod) {
    return List.of("Succeeded", "Failed").contains(phase(pod));
  }

  private static String phase(JsonNode pod) {
    return Tree.text(pod, "status.phase");
  }
}
