package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.Tree;
import java.time.Instant;

/** The {@code status.conditions} of objects. */
public final class Conditions {
  private Conditions() {}

  /** Sets a condition; the time of its transition stays if its status does. */
  public static void set(
      ObjectNode object, String type, boolean status, String reason, String message, String now) {
    ArrayNode list = Tree.child(object, "status").withArray("conditions");
    ObjectNode found = null;
    for (JsonNode c : list) {
      if (c.path("type").asText().equals(type)) {
        found = (ObjectNode) c;
      }
    }
    ObjectNode condition = found == null ? list.addObject().put("type", type) : found;
    String text = status ? "True" : "False";
    if (!text.equals(condition.path("status").asText())) {
      condition.put("lastTransitionTime", now);
    }
    condition.put("status", text);
    put(condition, "reason", reason);
    put(condition, "message", message);
  }

  private static void put(ObjectNode condition, String field, String text) {
    if (text.isEmpty()) {
      condition.remove(field);
    } else {
      condition.put(field, text);
    }
  }

  public static boolean isTrue(JsonNode object, String type) {
    return find(object, type).path("status").asText().equals("True");
  }

  static JsonNode find(JsonNode object, String type) {
    return Tree.items(object, "status.conditions").stream()
        .filter(c -> c.path("type").asText().equals(type))
        .findFirst()
        .orElse(Tree.object());
  }

  public static boolean ready(JsonNode pod) {
    return isTrue(pod, "Ready") && !Meta.deleting(pod);
  }

  /** Whether a pod has been ready for so long. */
  static boolean available(JsonNode pod, int seconds, Instant now) {
    String since = find(pod, "Ready").path("lastTransitionTime").asText();
    return ready(pod) && !Instant.parse(since).plusSeconds(seconds).isAfter(now);
  }
}
