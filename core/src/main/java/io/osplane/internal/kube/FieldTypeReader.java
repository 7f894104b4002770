package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.internal.kube.FieldType.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads types in the notation of {@code kubernetes-fields.json}. */
final class FieldTypeReader {
  private final JsonNode schemas;

  FieldTypeReader(JsonNode schemas) {
    this.schemas = schemas;
  }

  Map<String, FieldType> fieldsOf(String schema) {
    Map<String, FieldType> fields = new TreeMap<>();
    schemas
        .path(schema)
        .path("fields")
        .properties()
        .forEach(e -> fields.put(e.getKey(), read(e.getValue())));
    return fields;
  }

  FieldType named(String name) {
    return switch (name) {
      case "string", "integer", "number", "boolean" -> FieldType.of(Shape.SCALAR);
      case "Quantity" -> FieldType.of(Shape.QUANTITY);
      case "IntOrString" -> FieldType.of(Shape.INT_OR_STRING);
      case "any" -> FieldType.UNKNOWN;
      default -> FieldType.struct(name, schemas.path(name).path("atomic").asBoolean());
    };
  }

  private FieldType read(JsonNode notation) {
    if (notation.isTextual()) {
      return named(notation.asText());
    }
    return undefaulted(notation).withDefault(notation.get("default"));
  }

  private FieldType undefaulted(JsonNode notation) {
    if (notation.has("list")) {
      return list(notation);
    }
    if (notation.has("map")) {
      boolean atomic = notation.path("map").asText().equals("atomic");
      return FieldType.holding(read(notation.path("of")), Shape.MAP, atomic, List.of());
    }
    FieldType type = named(notation.path("type").asText());
    return notation.path("atomic").asBoolean() ? type.withAtomic() : type;
  }

  private FieldType list(JsonNode notation) {
    List<String> keys = new ArrayList<>();
    notation.path("keys").forEach(key -> keys.add(key.asText()));
    Shape shape =
        switch (notation.path("list").asText()) {
          case "map" -> Shape.LIST_MAP;
          case "set" -> Shape.SET;
          default -> Shape.ATOMIC_LIST;
        };
    return FieldType.holding(
        read(notation.path("of")), shape, shape == Shape.ATOMIC_LIST, List.copyOf(keys));
  }
}
