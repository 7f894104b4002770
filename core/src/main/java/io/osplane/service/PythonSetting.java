package io.osplane.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.osplane.error.Violation;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Settings of a service whose configuration is Python: a spec gives their values as JSON. */
final class PythonSetting {
  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]*");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private PythonSetting() {}

  /**
   * What is wrong with a setting of a spec.
   *
   * @param file the row's file, which is Python
   */
  static Optional<Violation> violation(
      Row.ConfigFile file, String path, String section, String name, String value) {
    if (!section.equals(file.settings())) {
      String instead = "config[" + file.settings() + "][" + name + "]";
      return Optional.of(new Violation(path, "is in a section that is not there", instead));
    }
    if (!NAME.matcher(name).matches()) {
      return Optional.of(
          new Violation(path, "is no name of a setting", "capital letters, digits and _"));
    }
    return read(value).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Violation(path, "is no JSON", "such as true, 3600, [\"a\"] or \"text\" in quotes"));
  }

  /**
   * JSON as Python writes it, on one line.
   *
   * @throws IllegalArgumentException if it is no JSON
   */
  static String python(String json) {
    return python(read(json).orElseThrow(() -> new IllegalArgumentException("no JSON: " + json)));
  }

  private static String python(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL -> "None";
      case BOOLEAN -> value.asBoolean() ? "True" : "False";
      case ARRAY ->
          StreamSupport.stream(value.spliterator(), false)
              .map(PythonSetting::python)
              .collect(Collectors.joining(", ", "[", "]"));
      case OBJECT ->
          value.properties().stream()
              .map(e -> text(e.getKey()) + ": " + python(e.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case STRING -> text(value.textValue());
      default -> value.toString();
    };
  }

  /** A text of JSON is one of Python, but for the slash that JSON may escape. */
  private static String text(String text) {
    try {
      return JSON.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a text is always JSON", e);
    }
  }

  private static Optional<JsonNode> read(String json) {
    try {
      return Optional.of(JSON.readTree(json)).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
