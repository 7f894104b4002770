package io.osplane.testkit.internal.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.internal.kube.FieldType;
import io.osplane.testkit.internal.model.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lays an applied configuration over a live object: what the configuration sets wins. */
record TreeMerge(Typed typed) {

  JsonNode merge(FieldType type, JsonNode live, JsonNode applied) {
    if (live.getNodeType() != applied.getNodeType()
        || !typed.divides(type, applied)
        || !typed.divides(type, live)) {
      return applied.isEmpty() && live.getNodeType() == applied.getNodeType() && live.isObject()
          ? live
          : applied.deepCopy();
    }
    return applied.isObject()
        ? mergeObject(type, live, applied)
        : mergeList(type, (ArrayNode) live, (ArrayNode) applied);
  }

  private JsonNode mergeObject(FieldType type, JsonNode live, JsonNode applied) {
    ObjectNode result = live.deepCopy();
    for (Map.Entry<String, JsonNode> e : applied.properties()) {
      JsonNode old = live.get(e.getKey());
      FieldType fieldType = typed.part(type, "f:" + e.getKey());
      result.set(
          e.getKey(), old == null ? e.getValue().deepCopy() : merge(fieldType, old, e.getValue()));
    }
    return result;
  }

  private JsonNode mergeList(FieldType type, ArrayNode live, ArrayNode applied) {
    Map<String, JsonNode> old = typed.parts(type, live);
    Map<String, JsonNode> young = typed.parts(type, applied);
    List<String> shared = old.keySet().stream().filter(young::containsKey).toList();
    Map<String, JsonNode> merged = new LinkedHashMap<>();
    // The live order stays where it agrees with the applied one, so that a repeated apply is quiet.
    if (shared.equals(List.copyOf(young.keySet()))) {
      merged.putAll(old);
    }
    young.forEach(
        (e, v) ->
            merged.put(e, old.containsKey(e) ? merge(typed.part(type, e), old.get(e), v) : v));
    old.forEach(merged::putIfAbsent);
    ArrayNode result = Tree.array();
    merged.values().forEach(v -> result.add(v.<JsonNode>deepCopy()));
    return result;
  }
}
