package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Objects as Osplane would render them and the same objects as a real API server 1.36.2 returned
 * them after {@code osplane} applied them; {@link FieldDiffCheck} wrote the latter.
 */
final class Samples {
  static final String MANAGER = "osplane";
  private static final JsonMapper MAPPER = new JsonMapper();

  private Samples() {}

  static ObjectNode desired(String name) {
    return read("desired/" + name + ".json");
  }

  static ObjectNode live(String name) {
    return read("live/" + name + ".json");
  }

  /** Reads JSON with ' in place of quotes, and ~ in place of quotes in a quoted key. */
  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text.replace('\'', '"').replace("~", "\\\""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy with the object at a JSON pointer merged with what is given; null removes a field. */
  static ObjectNode with(ObjectNode object, String pointer, String fields) {
    ObjectNode copy = object.deepCopy();
    ObjectNode target = (ObjectNode) copy.at(pointer);
    json(fields)
        .properties()
        .forEach(
            e -> {
              if (e.getValue().isNull()) {
                target.remove(e.getKey());
              } else {
                target.set(e.getKey(), e.getValue());
              }
            });
    return copy;
  }

  /** A copy of a live object with one more entry in its managed fields. */
  static ObjectNode owned(ObjectNode live, String manager, String operation, String fieldsV1) {
    ObjectNode copy = live.deepCopy();
    copy.withArray("/metadata/managedFields")
        .addObject()
        .put("manager", manager)
        .put("operation", operation)
        .put("time", "2026-05-04T03:02:01Z")
        .set("fieldsV1", json(fieldsV1));
    return copy;
  }

  private static ObjectNode read(String resource) {
    try (InputStream in = Samples.class.getResourceAsStream(resource)) {
      return (ObjectNode) MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
