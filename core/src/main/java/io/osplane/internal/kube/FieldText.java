package io.osplane.internal.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Values as text: a string as it is, everything else as JSON. */
final class FieldText {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private FieldText() {}

  static String of(JsonNode value) {
    return value.isTextual() ? value.asText() : value.toString();
  }

  static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "managedFields hold an element that is not JSON: "
              + json
              + "; the object was not read from an API server",
          e);
    }
  }
}
