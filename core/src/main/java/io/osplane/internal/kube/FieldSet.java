package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A set of field paths in the form of a tree, such as one manager's {@code fieldsV1}. Immutable.
 *
 * @param member whether the position itself belongs to the set
 * @param children what belongs to the set below the position
 */
public record FieldSet(boolean member, SortedMap<String, FieldSet> children) {
  static final FieldSet EMPTY = new FieldSet(false, new TreeMap<>());

  public FieldSet {
    children = Collections.unmodifiableSortedMap(new TreeMap<>(children));
  }

  /** Reads {@code fieldsV1}; an empty object stands for a position that belongs to the set. */
  static FieldSet parse(JsonNode fieldsV1) {
    SortedMap<String, FieldSet> children = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : fieldsV1.properties()) {
      if (!entry.getKey().equals(".")) {
        children.put(element(entry.getKey()).notation(), parse(entry.getValue()));
      }
    }
    return new FieldSet(children.isEmpty() || fieldsV1.has("."), children);
  }

  /** What belongs to the set at one step below; empty if nothing does. */
  FieldSet child(FieldElement element) {
    return children.getOrDefault(element.notation(), EMPTY);
  }

  /** Whether the position or anything below it belongs to the set. */
  boolean touches() {
    return member || !children.isEmpty();
  }

  /** Every path of the set in readable form, such as {@code spec.ports[port=80,protocol=TCP]}. */
  public List<String> paths() {
    List<String> paths = new ArrayList<>();
    collect("", paths);
    return List.copyOf(paths);
  }

  private void collect(String path, List<String> paths) {
    if (member && !path.isEmpty()) {
      paths.add(path);
    }
    children.forEach((step, set) -> set.collect(new FieldElement(step).after(path), paths));
  }

  /**
   * The same notation as {@link FieldElement} makes, whatever the spacing and order of the keys.
   */
  private static FieldElement element(String notation) {
    if (notation.startsWith("f:")) {
      return new FieldElement(notation);
    }
    JsonNode value = FieldText.parse(notation.substring(2));
    if (!notation.startsWith("k:")) {
      return new FieldElement(notation.substring(0, 2) + value);
    }
    TreeMap<String, JsonNode> keys = new TreeMap<>();
    value.properties().forEach(e -> keys.put(e.getKey(), e.getValue()));
    return FieldElement.item(keys);
  }
}
