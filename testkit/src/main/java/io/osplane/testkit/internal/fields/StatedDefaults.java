package io.osplane.testkit.internal.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.internal.kube.FieldSchema;
import io.osplane.internal.kube.FieldType;

/**
 * Fills in the defaults that the schema states.
 *
 * <p>Stated empty values ({@code ""}, {@code 0}, {@code {}}) are left out: there they mean a Go
 * zero value, and a server does not write most of those.
 */
record StatedDefaults(FieldSchema schema) {

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
    schema
        .defaults(type)
        .forEach(
            (name, stated) -> {
              if (!isZero(stated) && !object.hasNonNull(name)) {
                object.set(name, stated);
              }
            });
  }

  private static boolean isZero(JsonNode value) {
    return !value.isValueNode() || value.asText().isEmpty() || isZeroNumber(value);
  }

  private static boolean isZeroNumber(JsonNode value) {
    return !value.isTextual() && value.asDouble() == 0;
  }
}
