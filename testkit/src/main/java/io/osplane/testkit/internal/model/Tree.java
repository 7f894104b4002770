package io.osplane.testkit.internal.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads and writes nested fields of JSON trees by dotted paths such as {@code spec.replicas}. */
public final class Tree {
  public static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Tree() {}

  public static ObjectNode object() {
    return NODES.objectNode();
  }

  public static ArrayNode array() {
    return NODES.arrayNode();
  }

  public static ObjectNode parse(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a JSON object: " + json, e);
    }
  }

  /** The field, or a missing node. */
  public static JsonNode at(JsonNode node, String path) {
    JsonNode here = node;
    int from = 0;
    while (from <= path.length() && !here.isMissingNode()) {
      int dot = path.indexOf('.', from);
      int to = dot < 0 ? path.length() : dot;
      here = here.path(path.substring(from, to));
      from = to + 1;
    }
    return here.isNull() ? MissingNode.getInstance() : here;
  }

  /** The field's text, empty if it is absent. */
  public static String text(JsonNode node, String path) {
    return at(node, path).asText("");
  }

  public static int integer(JsonNode node, String path, int otherwise) {
    return at(node, path).asInt(otherwise);
  }

  public static boolean flag(JsonNode node, String path) {
    return at(node, path).asBoolean(false);
  }

  /** The elements of a list; none if it is absent. */
  public static List<JsonNode> items(JsonNode node, String path) {
    List<JsonNode> items = new ArrayList<>();
    at(node, path).forEach(items::add);
    return items;
  }

  /** A map of texts such as labels, sorted; empty if it is absent. */
  public static Map<String, String> map(JsonNode node, String path) {
    Map<String, String> map = new TreeMap<>();
    at(node, path).properties().forEach(e -> map.put(e.getKey(), e.getValue().asText()));
    return map;
  }

  /** The object at a path, made if it is absent. */
  public static ObjectNode child(ObjectNode node, String path) {
    ObjectNode here = node;
    for (String name : path.split("\\.", -1)) {
      here = here.get(name) instanceof ObjectNode found ? found : here.putObject(name);
    }
    return here;
  }

  public static void set(ObjectNode node, String path, JsonNode value) {
    int dot = path.lastIndexOf('.');
    ObjectNode parent = dot < 0 ? node : child(node, path.substring(0, dot));
    parent.set(path.substring(dot + 1), value);
  }

  public static void set(ObjectNode node, String path, String value) {
    set(node, path, NODES.textNode(value));
  }

  public static void set(ObjectNode node, String path, int value) {
    set(node, path, NODES.numberNode(value));
  }

  public static void remove(ObjectNode node, String path) {
    int dot = path.lastIndexOf('.');
    JsonNode parent = dot < 0 ? node : at(node, path.substring(0, dot));
    if (parent instanceof ObjectNode found) {
      found.remove(path.substring(dot + 1));
    }
  }
}
