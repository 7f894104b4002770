package io.osplane.testkit.internal.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.internal.kube.FieldSchema;
import io.osplane.internal.kube.FieldType;
import io.osplane.testkit.internal.model.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Fills in the defaults that the schema states.
 *
 * <p>Stated empty values ({@code ""}, {@code 0}, {@code {}}) are left out: there they mean a Go
 * zero value, and a server does not write most of those.
 */
record StatedDefaults(FieldSchema schema, Map<String, List<String>> names) {

  static StatedDefaults load(FieldSchema schema) {
    try (var in = FieldSchema.class.getResourceAsStream("kubernetes-fields.json")) {
      Map<String, List<String>> names = new TreeMap<>();
      for (Map.Entry<String, JsonNode> e : Tree.JSON.readTree(in).path("schemas").properties()) {
        names.put(e.getKey(), stated(e.getValue().path("fields")).toList());
      }
      return new StatedDefaults(schema, names);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the schema's defaults", e);
    }
  }

  private static Stream<String> stated(JsonNode fields) {
    return fields.properties().stream()
        .filter(e -> !isZero(e.getValue().path("default")))
        .map(Map.Entry::getKey);
  }

  private static boolean isZero(JsonNode value) {
    return !value.isValueNode() || value.asText().isEmpty() || isZeroNumber(value);
  }

  private static boolean isZeroNumber(JsonNode value) {
    return !value.isTextual() && value.asDouble() == 0;
  }

  /** Sets what a value of that type leaves out, in it and below. */
  void fill(FieldType type, JsonNode value) {
    if (value instanceof ObjectNode object) {
      absent(type, object);
      object.properties().forEach(e -> fill(schema.field(type, e.getKey()), e.getValue()));
    } else {
      value.forEach(item -> fill(schema.item(type), item));
    }
  }

  private void absent(FieldType type, ObjectNode object) {
    for (String name : names.getOrDefault(type.schema(), List.of())) {
      JsonNode stated = schema.field(type, name).defaultValue();
      if (stated != null && !object.hasNonNull(name)) {
        object.set(name, stated);
      }
    }
  }
}
