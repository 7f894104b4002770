package io.osplane.testkit.internal.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.internal.kube.FieldType;
import io.osplane.testkit.internal.model.Tree;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

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

  /** What only the live list has stays before what follows it there; the rest is as applied. */
  private JsonNode mergeList(FieldType type, ArrayNode live, ArrayNode config) {
    Map<String, JsonNode> old = typed.parts(type, live);
    Map<String, JsonNode> young = typed.parts(type, config);
    Map<String, JsonNode> merged = new LinkedHashMap<>();
    Iterator<String> applied = young.keySet().iterator();
    for (String element : old.keySet()) {
      if (!young.containsKey(element)) {
        merged.put(element, old.get(element));
      }
      while (young.containsKey(element) && !merged.containsKey(element)) {
        String next = applied.next();
        merged.put(next, mergeItem(type, next, old, young));
      }
    }
    applied.forEachRemaining(next -> merged.put(next, mergeItem(type, next, old, young)));
    ArrayNode result = Tree.array();
    merged.values().forEach(v -> result.add(v.<JsonNode>deepCopy()));
    return result;
  }

  private JsonNode mergeItem(
      FieldType type, String element, Map<String, JsonNode> old, Map<String, JsonNode> young) {
    JsonNode was = old.get(element);
    JsonNode item = Objects.requireNonNull(young.get(element));
    return was == null ? item : merge(typed.part(type, element), was, item);
  }
}
