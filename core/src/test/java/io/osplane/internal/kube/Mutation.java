package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random edits of an object. */
final class Mutation {
  private final Random random;

  Mutation(long seed) {
    this.random = new Random(seed);
  }

  /** A copy with one place changed, removed, doubled or put in another order. */
  JsonNode of(JsonNode object) {
    JsonNode copy = object.deepCopy();
    List<JsonNode> containers = new ArrayList<>();
    copy.properties().stream()
        .filter(e -> !e.getKey().equals("metadata"))
        .forEach(e -> collect(e.getValue(), containers));
    containers.add(copy.at("/metadata/labels"));
    JsonNode chosen = containers.get(random.nextInt(containers.size()));
    if (chosen instanceof ObjectNode fields) {
      mutate(fields);
    } else if (chosen instanceof ArrayNode items) {
      mutate(items);
    }
    return copy;
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode() && !node.isEmpty()) {
      containers.add(node);
    }
    node.forEach(child -> collect(child, containers));
  }

  private void mutate(ObjectNode fields) {
    List<String> names = new ArrayList<>();
    fields.fieldNames().forEachRemaining(names::add);
    String name = names.get(random.nextInt(names.size()));
    if (random.nextInt(3) == 0 || fields.get(name).isContainerNode()) {
      fields.remove(name);
    } else {
      changeScalar(fields, name);
    }
  }

  private void changeScalar(ObjectNode fields, String name) {
    JsonNode value = fields.get(name);
    if (value.isBoolean()) {
      fields.put(name, !value.asBoolean());
    } else if (value.isNumber()) {
      fields.put(name, value.asInt() + random.nextInt(2));
    } else {
      fields.put(name, random.nextInt(4) == 0 ? "" : value.asText() + "1");
    }
  }

  private void mutate(ArrayNode items) {
    int index = random.nextInt(items.size());
    JsonNode item = items.remove(index);
    if (random.nextBoolean()) {
      items.insert(random.nextInt(items.size() + 1), item);
    }
  }
}
