package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * One step of a field's path, in the notation of {@code managedFields} (FieldsV1): {@code f:} a
 * field, {@code k:} the item of a list with these keys, {@code v:} an item of a set.
 *
 * @param notation the step, with the keys of an item sorted
 */
record FieldElement(String notation) implements Comparable<FieldElement> {

  static FieldElement field(String name) {
    return new FieldElement("f:" + name);
  }

  static FieldElement item(JsonNode value) {
    return new FieldElement("v:" + value);
  }

  static FieldElement item(TreeMap<String, JsonNode> keys) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    keys.forEach(object::set);
    return new FieldElement("k:" + object);
  }

  /** The step behind that path, for people: {@code .image}, {@code [name=api]}, {@code [value]}. */
  String after(String path) {
    String rest = notation.substring(2);
    return switch (notation.charAt(0)) {
      case 'f' -> path + field(path, rest);
      case 'k' -> path + "[" + String.join(",", keys(FieldText.parse(rest))) + "]";
      default -> path + "[" + FieldText.of(FieldText.parse(rest)) + "]";
    };
  }

  private static String field(String path, String name) {
    if (!name.matches("[A-Za-z0-9_-]+")) {
      return "[\"" + name + "\"]";
    }
    return path.isEmpty() ? name : "." + name;
  }

  private static List<String> keys(JsonNode object) {
    List<String> keys = new ArrayList<>();
    object.properties().forEach(e -> keys.add(e.getKey() + "=" + FieldText.of(e.getValue())));
    return keys;
  }

  @Override
  public int compareTo(FieldElement other) {
    return notation.compareTo(other.notation);
  }
}
