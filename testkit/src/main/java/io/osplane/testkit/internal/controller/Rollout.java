package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.Tree;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Writes the conditions of a Deployment.
 *
 * @param before its status until now
 */
record Rollout(Instant now, JsonNode before) {
  private static final String UPDATED = "lastUpdateTime";
  private static final String EXCEEDED = "ProgressDeadlineExceeded";
  private static final List<String> PROGRESS =
      List.of("updatedReplicas", "readyReplicas", "availableReplicas", "observedGeneration");

  /** The number of pods is in the status already. */
  void report(ObjectNode deployment, boolean enough, boolean done, String set) {
    if (enough) {
      String message = "Deployment has minimum availability.";
      set(deployment, "Available", true, "MinimumReplicasAvailable", message);
    } else {
      String message = "Deployment does not have minimum availability.";
      set(deployment, "Available", false, "MinimumReplicasUnavailable", message);
    }
    String name = "ReplicaSet \"" + set + "\" ";
    if (done) {
      String message = name + "has successfully progressed.";
      set(deployment, "Progressing", true, "NewReplicaSetAvailable", message);
    } else if (late(deployment)) {
      set(deployment, "Progressing", false, EXCEEDED, name + "has timed out progressing.");
    } else {
      set(deployment, "Progressing", true, "ReplicaSetUpdated", name + "is progressing.");
    }
  }

  private boolean late(ObjectNode deployment) {
    boolean progressed =
        PROGRESS.stream().anyMatch(f -> !before.path(f).equals(Tree.at(deployment, "status." + f)));
    JsonNode condition = Conditions.find(deployment, "Progressing");
    if (progressed || condition.isEmpty()) {
      ((ObjectNode) condition).remove(UPDATED);
      return false;
    }
    return condition.path("reason").asText().equals(EXCEEDED) || left(deployment, now).isZero();
  }

  /** Whether a deadline is running. */
  static boolean goesOn(JsonNode deployment) {
    String reason = Conditions.find(deployment, "Progressing").path("reason").asText();
    return reason.equals("ReplicaSetUpdated") && !Meta.deleting(deployment);
  }

  /** How long until it is over; zero if it is. */
  static Duration left(JsonNode deployment, Instant now) {
    int seconds = Tree.integer(deployment, "spec.progressDeadlineSeconds", 600);
    String since = Conditions.find(deployment, "Progressing").path(UPDATED).asText();
    Duration left = Duration.between(now, Instant.parse(since).plusSeconds(seconds));
    return left.isNegative() ? Duration.ZERO : left;
  }

  private void set(ObjectNode object, String type, boolean status, String reason, String message) {
    String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    JsonNode old = Conditions.find(object, type).deepCopy();
    Conditions.set(object, type, status, reason, message, time);
    ObjectNode condition = (ObjectNode) Conditions.find(object, type);
    if (!condition.equals(old) || !condition.has(UPDATED)) {
      condition.put(UPDATED, time);
    }
  }
}
