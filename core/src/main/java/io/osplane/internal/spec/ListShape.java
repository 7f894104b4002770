package io.osplane.internal.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A list; it replaces its base as a whole. An element with a key is known by it, else by index. */
record ListShape(Shape element) implements Shape {
  @Override
  public @Nullable Object read(JsonNode node, @Nullable Object base, Place place) {
    if (!node.isArray()) {
      return place.mismatch(node, noun());
    }
    List<Object> values = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < node.size(); i++) {
      Place here = place(node.get(i), i, seen, place);
      Object value = element.read(node.get(i), null, here);
      if (value != null) {
        values.add(value);
      }
    }
    return values.size() == node.size() ? List.copyOf(values) : null;
  }

  private Place place(JsonNode node, int index, Map<String, Integer> seen, Place list) {
    Optional<String> key = element.key(node);
    Place here = list.element(key.orElse(Integer.toString(index)));
    Integer first = key.isPresent() ? seen.putIfAbsent(key.get(), index) : null;
    if (first != null) {
      here.refuse(
          "duplicate name, at index " + first + " and " + index, "a name of its own for each");
    }
    return here;
  }

  @Override
  public JsonNode write(Object value, @Nullable Object base) {
    ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
    ((List<?>) value).forEach(each -> nodes.add(element.write(each, null)));
    return nodes;
  }

  @Override
  public ObjectNode schema(@Nullable Object base) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "array");
    schema.set("items", element.schema(null));
    return schema;
  }

  @Override
  public String noun() {
    return "a list";
  }
}
