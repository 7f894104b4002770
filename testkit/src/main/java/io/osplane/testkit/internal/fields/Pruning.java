package io.osplane.testkit.internal.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.internal.kube.FieldType;
import io.osplane.testkit.internal.model.Tree;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Removes what a manager applied before, no longer applies, and nobody else owns.
 *
 * <p>A field or item goes as a whole, with parts that nobody owns (defaults), once no set names it
 * or anything in it.
 */
record Pruning(Typed typed, FieldSet others) {

  JsonNode prune(JsonNode merged, FieldSet before, FieldSet now) {
    return prune(typed.root(), merged, before, now, others);
  }

  private JsonNode prune(
      FieldType type, JsonNode value, FieldSet before, FieldSet now, FieldSet theirs) {
    if (!typed.divides(type, value)) {
      return value;
    }
    JsonNode result = value.isObject() ? value.deepCopy() : Tree.array();
    for (Map.Entry<String, JsonNode> e : typed.parts(type, value).entrySet()) {
      keep(type, e, before, now, theirs, result);
    }
    return result;
  }

  private void keep(
      FieldType type,
      Map.Entry<String, JsonNode> part,
      FieldSet before,
      FieldSet now,
      FieldSet theirs,
      JsonNode result) {
    String element = part.getKey();
    FieldSet was = before.child(element);
    FieldSet is = now.child(element);
    FieldSet other = theirs.child(element);
    if (was != null && is == null && other == null) {
      if (result instanceof ObjectNode object) {
        object.remove(element.substring(2));
      }
      return;
    }
    JsonNode kept =
        was == null || element.startsWith("v:")
            ? part.getValue()
            : prune(typed.part(type, element), part.getValue(), was, orNone(is), orNone(other));
    if (result instanceof ObjectNode object) {
      object.set(element.substring(2), kept);
    } else {
      ((ArrayNode) result).add(kept);
    }
  }

  private static FieldSet orNone(@Nullable FieldSet set) {
    return set == null ? new FieldSet() : set;
  }
}
