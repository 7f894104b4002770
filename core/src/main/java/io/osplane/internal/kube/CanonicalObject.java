package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.internal.kube.FieldType.Shape;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Objects in the one form in which two of them are compared. */
final class CanonicalObject {
  private static final List<String> OF_THE_SERVER =
      List.of(
          "resourceVersion", "uid", "generation", "creationTimestamp", "managedFields", "selfLink");

  private final FieldSchema schema;

  CanonicalObject(FieldSchema schema) {
    this.schema = schema;
  }

  /**
   * A copy without status, what the server keeps, nulls and empty collections that merge to
   * nothing; amounts as the server stores them.
   */
  ObjectNode of(FieldType type, JsonNode object) {
    ObjectNode copy = fields(type, object);
    copy.remove("status");
    if (copy.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove(OF_THE_SERVER);
    }
    return copy;
  }

  /**
   * As {@link #of}, with a Secret's {@code stringData} in {@code data}, where the server puts it.
   */
  ObjectNode ofSecret(FieldType type, JsonNode secret) {
    ObjectNode copy = of(type, secret);
    if (copy.remove("stringData") instanceof ObjectNode texts) {
      ObjectNode data = copy.withObject("/data");
      texts.properties().forEach(e -> data.put(e.getKey(), base64(e.getValue().asText())));
    }
    return copy;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode value(FieldType type, JsonNode value) {
    if (value.isObject()) {
      return fields(type, value);
    }
    if (value.isArray()) {
      return items(type, value);
    }
    return scalar(type, value);
  }

  private static JsonNode scalar(FieldType type, JsonNode value) {
    if (type.shape() == Shape.QUANTITY && !value.isNull()) {
      return JsonNodeFactory.instance.textNode(CanonicalQuantity.of(value.asText()));
    }
    // Jackson's 1 as a long is not equal to its 1 as an int
    return value.isIntegralNumber() && value.canConvertToInt()
        ? JsonNodeFactory.instance.numberNode(value.intValue())
        : value;
  }

  private ObjectNode fields(FieldType type, JsonNode object) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    object
        .properties()
        .forEach(e -> put(copy, schema.field(type, e.getKey()), e.getKey(), e.getValue()));
    return copy;
  }

  private void put(ObjectNode copy, FieldType type, String name, JsonNode value) {
    JsonNode canonical = value(type, value);
    boolean nothing = canonical.isContainerNode() && canonical.isEmpty() && type.emptyIsAbsent();
    if (!canonical.isNull() && !nothing) {
      copy.set(name, canonical);
    }
  }

  private ArrayNode items(FieldType type, JsonNode list) {
    ArrayNode copy = JsonNodeFactory.instance.arrayNode();
    list.forEach(item -> copy.add(value(schema.item(type), item)));
    return copy;
  }
}
