package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Tree;
import java.util.List;
import java.util.Set;

/** The taints of nodes, and which pods tolerate them. */
public final class Taints {
  /** The node fell silent. */
  public static final String UNREACHABLE = "node.kubernetes.io/unreachable";

  /** What keeps new pods away. */
  static final Set<String> KEEPING_AWAY = Set.of("NoSchedule", "NoExecute");

  /** What drives pods off that are there. */
  static final Set<String> DRIVING_OFF = Set.of("NoExecute");

  private static final JsonNode CORDON =
      Tree.object().put("key", "node.kubernetes.io/unschedulable").put("effect", "NoSchedule");

  private Taints() {}

  /** Whether a pod bears all taints of a node that have one of these effects. */
  static boolean tolerated(JsonNode podSpec, JsonNode node, Set<String> effects) {
    return Tree.items(node, "spec.taints").stream()
        .filter(t -> effects.contains(t.path("effect").asText()))
        .allMatch(t -> tolerated(podSpec, t));
  }

  /** Whether a pod may come to a node that is cordoned. */
  static boolean ignoresCordon(JsonNode podSpec) {
    return tolerated(podSpec, CORDON);
  }

  private static boolean tolerated(JsonNode podSpec, JsonNode taint) {
    return Tree.items(podSpec, "tolerations").stream().anyMatch(t -> tolerates(t, taint));
  }

  /** An empty key or effect stands for any. */
  private static boolean tolerates(JsonNode toleration, JsonNode taint) {
    boolean concerns =
        List.of("key", "effect").stream()
            .allMatch(
                field -> {
                  String text = toleration.path(field).asText();
                  return text.isEmpty() || text.equals(taint.path(field).asText());
                });
    boolean any = toleration.path("operator").asText().equals("Exists");
    return concerns
        && (any || toleration.path("value").asText().equals(taint.path("value").asText()));
  }

  /** Adds a taint with both effects that concern a node which fell silent. */
  public static void add(ObjectNode node, String key) {
    remove(node, key);
    ArrayNode taints = Tree.child(node, "spec").withArray("taints");
    taints.addObject().put("key", key).put("effect", "NoSchedule");
    taints.addObject().put("key", key).put("effect", "NoExecute");
  }

  /** Removes the taints of a key; those that others set stay. */
  public static void remove(ObjectNode node, String key) {
    ArrayNode kept = Tree.array();
    Tree.items(node, "spec.taints").stream()
        .filter(t -> !t.path("key").asText().equals(key))
        .forEach(kept::add);
    if (kept.isEmpty()) {
      Tree.remove(node, "spec.taints");
    } else {
      Tree.set(node, "spec.taints", kept);
    }
  }
}
