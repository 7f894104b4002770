package io.osplane.testkit.fidelity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;

/** What the API server answered; the body is a text node where it is no JSON. */
record Reply(int code, JsonNode body) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new YAMLMapper();

  static Reply of(int code, String text) {
    return new Reply(code, text.startsWith("{") ? json(text) : TextNode.valueOf(text));
  }

  static JsonNode json(String text) {
    return parse(JSON, text);
  }

  /** What a body is expected to be, written as YAML. */
  static JsonNode yaml(String text) {
    return parse(YAML, text);
  }

  static JsonNode tree(Object value) {
    try {
      return json(JSON.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot write " + value, e);
    }
  }

  private static JsonNode parse(ObjectMapper mapper, String text) {
    try {
      return mapper.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot read " + text, e);
    }
  }

  /** A part of the body by its JSON pointer. */
  JsonNode at(String pointer) {
    return body.at(pointer);
  }

  String text(String pointer) {
    return at(pointer).asText();
  }

  String revision() {
    return text("/metadata/resourceVersion");
  }

  String uid() {
    return text("/metadata/uid");
  }

  String message() {
    return text("/message");
  }

  /** A part of the body without some of its fields. */
  static JsonNode without(JsonNode object, String... fields) {
    return ((ObjectNode) object.deepCopy()).remove(List.of(fields));
  }
}
