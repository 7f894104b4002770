package io.osplane.internal.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A mapping with keys of the user's choice; it replaces its base as a whole. Sorted by key. */
record MapShape(Shape value) implements Shape {
  @Override
  public @Nullable Object read(JsonNode node, @Nullable Object base, Place place) {
    if (!node.isObject()) {
      return place.mismatch(node, noun());
    }
    Map<String, Object> values = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      Object read = value.read(entry.getValue(), null, place.element(entry.getKey()));
      if (read != null) {
        values.put(entry.getKey(), read);
      }
    }
    return values.size() == node.size() ? Collections.unmodifiableMap(values) : null;
  }

  @Override
  public JsonNode write(Object map, @Nullable Object base) {
    ObjectNode nodes = JsonNodeFactory.instance.objectNode();
    Map<Object, Object> sorted = new TreeMap<>((Map<?, ?>) map);
    sorted.forEach((key, each) -> nodes.set((String) key, value.write(each, null)));
    return nodes;
  }

  @Override
  public ObjectNode schema(@Nullable Object base) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    schema.set("additionalProperties", value.schema(null));
    return schema;
  }

  @Override
  public String noun() {
    return "a mapping";
  }
}
