package io.osplane.testkit.internal.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.osplane.internal.kube.CanonicalQuantity;
import io.osplane.internal.kube.FieldType;
import io.osplane.internal.kube.FieldType.Shape;
import java.util.Map;

/** Amounts such as {@code 1000m} in the form in which the server keeps them. */
record Amounts(FieldTypes types) {

  /** Changes the amounts of a value in place. */
  void canonicalize(FieldType type, JsonNode value) {
    if (value instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        FieldType part = types.part(type, "f:" + field.getKey());
        if (part.shape() == Shape.QUANTITY) {
          field.setValue(canonical(field.getValue()));
        } else {
          canonicalize(part, field.getValue());
        }
      }
    } else if (value.isArray()) {
      value.forEach(item -> canonicalize(types.part(type, "k:"), item));
    }
  }

  private static JsonNode canonical(JsonNode amount) {
    String text = CanonicalQuantity.of(amount.asText());
    return amount.isTextual() && amount.asText().equals(text) ? amount : TextNode.valueOf(text);
  }
}
