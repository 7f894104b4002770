package io.osplane.testkit.internal.fields;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON patch (RFC 6902). */
public final class JsonPatch {
  private JsonPatch() {}

  /** The operation could not be done, for example because a {@code test} failed. */
  public static final class FailedException extends RuntimeException {
    FailedException(String message) {
      super(message);
    }
  }

  public static ObjectNode apply(JsonNode target, JsonNode operations) {
    JsonNode result = target.deepCopy();
    for (JsonNode operation : operations) {
      step(result, operation);
    }
    return (ObjectNode) result;
  }

  private static void step(JsonNode root, JsonNode operation) {
    JsonPointer path = JsonPointer.compile(operation.path("path").asText());
    JsonNode value = operation.path("value");
    switch (operation.path("op").asText()) {
      case "add" -> add(root, path, value.deepCopy());
      case "replace" -> {
        remove(root, path);
        add(root, path, value.deepCopy());
      }
      case "remove" -> remove(root, path);
      case "move" -> {
        JsonPointer from = JsonPointer.compile(operation.path("from").asText());
        JsonNode moved = root.at(from);
        remove(root, from);
        add(root, path, moved);
      }
      case "copy" -> add(root, path, root.at(operation.path("from").asText()).deepCopy());
      case "test" -> test(root, path, value);
      default -> throw new FailedException("unknown JSON patch operation: " + operation);
    }
  }

  private static void test(JsonNode root, JsonPointer path, JsonNode value) {
    if (!root.at(path).equals(value)) {
      throw new FailedException("testing value " + path + " failed");
    }
  }

  private static void add(JsonNode root, JsonPointer path, JsonNode value) {
    JsonNode parent = root.at(path.head());
    String last = path.last().getMatchingProperty();
    if (parent instanceof ObjectNode object) {
      object.set(last, value);
    } else if (parent instanceof ArrayNode array && last.equals("-")) {
      array.add(value);
    } else if (parent instanceof ArrayNode array && index(path) <= array.size()) {
      array.insert(index(path), value);
    } else {
      throw new FailedException("add operation does not apply: doc is missing path: " + path);
    }
  }

  private static void remove(JsonNode root, JsonPointer path) {
    JsonNode parent = root.at(path.head());
    if (root.at(path).isMissingNode()) {
      throw new FailedException("remove operation does not apply: doc is missing path: " + path);
    }
    if (parent instanceof ObjectNode object) {
      object.remove(path.last().getMatchingProperty());
    } else {
      ((ArrayNode) parent).remove(index(path));
    }
  }

  private static int index(JsonPointer path) {
    int index = path.last().getMatchingIndex();
    if (index < 0) {
      throw new FailedException("not an index of a list: " + path);
    }
    return index;
  }
}
