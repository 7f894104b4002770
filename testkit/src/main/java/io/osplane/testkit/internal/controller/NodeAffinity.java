package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.Tree;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which nodes a pod may be on: its node selector and the node affinity that it requires. */
final class NodeAffinity {
  private static final String TERMS =
      "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms";

  /** The only field of a node that a term may match. */
  private static final String NAME = "metadata.name";

  private NodeAffinity() {}

  static boolean matches(JsonNode podSpec, JsonNode node) {
    Map<String, String> labels = Meta.labels(node);
    boolean selected = labels.entrySet().containsAll(Tree.map(podSpec, "nodeSelector").entrySet());
    List<JsonNode> terms = Tree.items(podSpec, TERMS);
    return selected && (terms.isEmpty() || terms.stream().anyMatch(t -> holds(t, node, labels)));
  }

  /** Binds a pod to one node, whatever its terms said before. */
  static void require(ObjectNode podSpec, String node) {
    ObjectNode name = Tree.object().put("key", NAME).put("operator", "In");
    name.putArray("values").add(node);
    ArrayNode terms = Tree.array();
    terms.addObject().putArray("matchFields").add(name);
    Tree.set(podSpec, TERMS, terms);
  }

  /** The node that a pod was bound to so; empty if it was not. */
  static String only(JsonNode podSpec) {
    return Tree.items(podSpec, TERMS).stream()
        .flatMap(t -> Tree.items(t, "matchFields").stream())
        .filter(f -> f.path("key").asText().equals(NAME))
        .map(f -> f.at("/values/0").asText())
        .findFirst()
        .orElse("");
  }

  /** All of a term; one that says nothing matches no node. */
  private static boolean holds(JsonNode term, JsonNode node, Map<String, String> labels) {
    List<JsonNode> expressions = Tree.items(term, "matchExpressions");
    List<JsonNode> fields = Tree.items(term, "matchFields");
    return !(expressions.isEmpty() && fields.isEmpty())
        && expressions.stream().allMatch(e -> holds(e, labels.get(e.path("key").asText())))
        && fields.stream().allMatch(f -> holds(f, field(f.path("key").asText(), node)));
  }

  private static @Nullable String field(String key, JsonNode node) {
    return key.equals(NAME) ? Meta.name(node) : null;
  }

  private static boolean holds(JsonNode requirement, @Nullable String value) {
    List<String> values = Tree.items(requirement, "values").stream().map(JsonNode::asText).toList();
    return switch (requirement.path("operator").asText()) {
      case "In" -> value != null && values.contains(value);
      case "NotIn" -> value == null || !values.contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      case "Gt" -> value != null && compare(value, values) > 0;
      case "Lt" -> value != null && compare(value, values) < 0;
      default -> false;
    };
  }

  /** Neither greater nor less if one of them is no number. */
  private static int compare(String value, List<String> limits) {
    String limit = limits.isEmpty() ? "" : limits.get(0);
    boolean numbers = value.matches("-?\\d{1,18}") && limit.matches("-?\\d{1,18}");
    return numbers ? Long.compare(Long.parseLong(value), Long.parseLong(limit)) : 0;
  }
}
