package io.osplane.internal.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A record: a mapping with a field for each of its components.
 *
 * @param type the record's class
 * @param constructor the canonical one
 * @param fields in the order of the record
 * @param defaults the base where there is no other, or null
 * @param always names of fields that are written even if they equal the base's
 */
record RecordShape(
    Class<?> type,
    Invocable constructor,
    List<Field> fields,
    @Nullable Object defaults,
    Set<String> always)
    implements Shape {

  /** A copy with this base where there is no other, unless it is null. */
  RecordShape withDefaults(@Nullable Object own) {
    return own == null ? this : new RecordShape(type, constructor, fields, own, always);
  }

  RecordShape writingAlways(String... names) {
    return new RecordShape(type, constructor, fields, defaults, Set.of(names));
  }

  @Override
  public @Nullable Object read(JsonNode node, @Nullable Object base, Place place) {
    return node.isObject()
        ? read((ObjectNode) node, names(), base, place)
        : place.mismatch(node, noun());
  }

  /** Reads a mapping whose fields may have these names; a name that is no field is passed over. */
  @Nullable Object read(ObjectNode node, Set<String> allowed, @Nullable Object base, Place place) {
    Map<String, Object> values = new LinkedHashMap<>();
    Object from = from(base);
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      Place here = place.field(entry.getKey());
      if (!allowed.contains(entry.getKey())) {
        here.refuse("unknown field", Spelling.expectation(entry.getKey(), allowed));
      }
      field(entry.getKey())
          .ifPresent(
              field ->
                  put(
                      values,
                      field,
                      field.shape().read(entry.getValue(), field.fallback(from), here)));
    }
    fields.stream()
        .filter(field -> !node.has(field.name()))
        .forEach(field -> fill(field, from, place, values));
    return values.size() == fields.size() ? make(values, place) : null;
  }

  private Optional<Field> field(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  private static void fill(
      Field field, @Nullable Object from, Place place, Map<String, Object> values) {
    Object fallback = field.fallback(from);
    put(values, field, fallback);
    if (fallback == null) {
      place.field(field.name()).refuse("missing", field.shape().noun());
    }
  }

  private static void put(Map<String, Object> values, Field field, @Nullable Object value) {
    if (value != null) {
      values.put(field.name(), value);
    }
  }

  private @Nullable Object make(Map<String, Object> values, Place place) {
    List<Object> arguments = new ArrayList<>();
    fields.forEach(field -> arguments.add(values.get(field.name())));
    try {
      return constructor.call(arguments);
    } catch (RuntimeException e) {
      return place.refuse(e, "a valid " + Spelling.words(type));
    }
  }

  @Override
  public ObjectNode write(Object value, @Nullable Object base) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    Object from = from(base);
    for (Field field : fields) {
      Object own = field.of(value);
      Object fallback = field.fallback(from);
      if (always.contains(field.name()) || !own.equals(fallback)) {
        node.set(field.name(), field.shape().write(own, fallback));
      }
    }
    return node;
  }

  @Override
  public ObjectNode schema(@Nullable Object base) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = JsonNodeFactory.instance.arrayNode();
    for (Field field : fields) {
      Object fallback = field.fallback(from(base));
      properties.set(field.name(), schema(field.shape(), fallback));
      if (fallback == null) {
        required.add(field.name());
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema.put("additionalProperties", false);
  }

  /** A record's default is not repeated: its own fields have theirs. */
  private static ObjectNode schema(Shape shape, @Nullable Object fallback) {
    ObjectNode schema = shape.schema(fallback);
    if (fallback != null && !(shape instanceof RecordShape)) {
      schema.set("default", shape.write(fallback, null));
    }
    return schema;
  }

  @Override
  public String noun() {
    return "a mapping with the fields " + String.join(", ", names());
  }

  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    fields.forEach(field -> names.add(field.name()));
    return names;
  }

  private @Nullable Object from(@Nullable Object base) {
    return base == null ? defaults : base;
  }
}
