package io.osplane.testkit.internal.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.internal.kube.FieldType;
import io.osplane.testkit.internal.model.Kind;
import io.osplane.testkit.internal.model.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes values of one kind apart by their types.
 *
 * @param root the type of the whole object
 */
record Typed(FieldTypes types, FieldType root) {

  static Typed of(FieldTypes types, Kind kind) {
    return new Typed(types, types.root(kind));
  }

  /** Whether a value is merged part by part. */
  boolean divides(FieldType type, JsonNode value) {
    return !value.isEmpty() && types.merge(type, value) != Merge.ATOMIC;
  }

  /** The parts of a divided value by their {@code fieldsV1} elements, in order. */
  Map<String, JsonNode> parts(FieldType type, JsonNode value) {
    Map<String, JsonNode> parts = new LinkedHashMap<>();
    if (value.isObject()) {
      value.properties().forEach(e -> parts.put("f:" + e.getKey(), e.getValue()));
    } else if (types.merge(type, value) == Merge.SET) {
      value.forEach(v -> parts.put("v:" + v, v));
    } else {
      value.forEach(v -> parts.put("k:" + key(type, v), v));
    }
    return parts;
  }

  private String key(FieldType list, JsonNode item) {
    ObjectNode key = Tree.object();
    List<String> names = new ArrayList<>(list.keys());
    names.sort(null);
    for (String name : names) {
      JsonNode value = item.path(name);
      JsonNode otherwise = types.keyDefault(list, name);
      if (!value.isMissingNode()) {
        key.set(name, value);
      } else if (otherwise != null) {
        key.set(name, otherwise);
      }
    }
    return key.toString();
  }

  /** The type of a part by its element. */
  FieldType part(FieldType type, String element) {
    return types.part(type, element);
  }

  /** Every path that a value sets. */
  FieldSet fields(FieldType type, JsonNode value) {
    FieldSet set = new FieldSet();
    collect(type, value, set);
    return set;
  }

  private void collect(FieldType type, JsonNode value, FieldSet into) {
    if (!divides(type, value)) {
      into.add();
      return;
    }
    parts(type, value)
        .forEach(
            (element, part) -> {
              FieldSet child = into.enter(element);
              if (!element.startsWith("f:")) {
                child.add();
              }
              if (!element.startsWith("v:")) {
                collect(part(type, element), part, child);
              }
            });
  }
}
