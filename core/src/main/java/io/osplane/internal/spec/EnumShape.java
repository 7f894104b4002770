package io.osplane.internal.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One constant of an enum, by its name.
 *
 * @param constants by name, in the order of the enum
 */
record EnumShape(Map<String, Object> constants) implements Shape {
  static EnumShape of(Class<?> type) {
    Map<String, Object> constants = new LinkedHashMap<>();
    for (Object constant : type.getEnumConstants()) {
      constants.put(((Enum<?>) constant).name(), constant);
    }
    return new EnumShape(constants);
  }

  @Override
  public @Nullable Object read(JsonNode node, @Nullable Object base, Place place) {
    if (!node.isTextual()) {
      return place.mismatch(node, noun());
    }
    Object constant = constants.get(node.textValue());
    return constant == null
        ? place.refuse(
            "unknown value '" + Place.brief(node.textValue()) + "'",
            Spelling.expectation(node.textValue(), constants.keySet()))
        : constant;
  }

  @Override
  public JsonNode write(Object value, @Nullable Object base) {
    return TextNode.valueOf(((Enum<?>) value).name());
  }

  @Override
  public ObjectNode schema(@Nullable Object base) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    constants.keySet().forEach(schema.putArray("enum")::add);
    return schema;
  }

  @Override
  public String noun() {
    return Spelling.oneOf(constants.keySet());
  }
}
