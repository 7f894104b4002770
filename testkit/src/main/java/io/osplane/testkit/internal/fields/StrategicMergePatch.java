package io.osplane.testkit.internal.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.internal.kube.FieldType;
import io.osplane.testkit.internal.model.Kind;
import io.osplane.testkit.internal.model.Tree;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Kubernetes' own patch: as JSON merge patch, but keyed lists merge by their first key.
 *
 * <p>Understood directives: {@code $patch: delete}, {@code $patch: replace} and {@code
 * $deleteFromPrimitiveList/NAME}; {@code $setElementOrder} and {@code $retainKeys} are ignored.
 */
public record StrategicMergePatch(Kind kind, FieldTypes types) {
  private static final String DIRECTIVE = "$patch";

  public ObjectNode apply(JsonNode target, JsonNode patch) {
    return object(types.root(kind), target, patch);
  }

  private ObjectNode object(FieldType type, JsonNode target, JsonNode patch) {
    boolean replace = patch.path(DIRECTIVE).asText().equals("replace");
    ObjectNode result = target.isObject() && !replace ? target.deepCopy() : Tree.object();
    for (Map.Entry<String, JsonNode> e : patch.properties()) {
      String name = e.getKey();
      if (name.startsWith("$deleteFromPrimitiveList/")) {
        without(result, name.substring(name.indexOf('/') + 1), e.getValue());
      } else if (!name.startsWith("$")) {
        field(types.part(type, "f:" + name), result, name, e.getValue());
      }
    }
    return result;
  }

  private void field(FieldType type, ObjectNode result, String name, JsonNode value) {
    if (value.isNull() || value.path(DIRECTIVE).asText().equals("delete")) {
      result.remove(name);
    } else if (value.isObject()) {
      result.set(name, object(type, result.path(name), value));
    } else if (value.isArray()) {
      result.set(name, list(type, result.path(name), value));
    } else {
      result.set(name, value);
    }
  }

  private JsonNode list(FieldType type, JsonNode target, JsonNode patch) {
    Merge merge = types.merge(type, patch);
    ArrayNode result = target.isArray() ? target.deepCopy() : Tree.array();
    for (JsonNode item : patch) {
      if (item.size() == 1 && item.path(DIRECTIVE).asText().equals("replace")) {
        result.removeAll();
      }
    }
    if (merge == Merge.ATOMIC) {
      return patch.deepCopy();
    }
    for (JsonNode item : patch) {
      if (merge == Merge.SET) {
        Set<JsonNode> present = Set.copyOf(Tree.items(Tree.object().set("i", result), "i"));
        if (!present.contains(item)) {
          result.add(item);
        }
      } else {
        item(types.part(type, "k:"), type.keys().get(0), result, item);
      }
    }
    return result;
  }

  private void item(FieldType type, String key, ArrayNode result, JsonNode item) {
    boolean delete = item.path(DIRECTIVE).asText().equals("delete");
    for (int i = 0; i < result.size(); i++) {
      if (item.has(key) && result.get(i).path(key).equals(item.path(key))) {
        if (delete) {
          result.remove(i);
        } else {
          result.set(i, object(type, result.get(i), item));
        }
        return;
      }
    }
    if (!delete && item.has(key)) {
      result.add(object(type, Tree.object(), item));
    }
  }

  private static void without(ObjectNode result, String name, JsonNode values) {
    Set<String> unwanted = new TreeSet<>();
    values.forEach(v -> unwanted.add(v.asText()));
    ArrayNode kept = Tree.array();
    result
        .path(name)
        .forEach(
            v -> {
              if (!unwanted.contains(v.asText())) {
                kept.add(v);
              }
            });
    result.set(name, kept);
  }
}
