package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of an object is left to send when some of its fields are left to other managers. A container
 * that is emptied by it goes too: sent empty, it would be claimed as a whole.
 *
 * @param left the paths of those fields
 */
record FieldRemainder(Set<String> left) {

  /** Takes the fields out of the object itself. */
  void strip(FieldPosition at, JsonNode object) {
    if (at.type().mergesFields() && object instanceof ObjectNode fields) {
      stripFields(at, fields);
    } else if (at.type().mergesItems() && object instanceof ArrayNode items) {
      stripItems(at, items);
    }
  }

  private void stripFields(FieldPosition at, ObjectNode object) {
    for (Map.Entry<String, JsonNode> entry : List.copyOf(object.properties())) {
      if (isGone(at.field(entry.getKey()), entry.getValue())) {
        object.remove(entry.getKey());
      }
    }
  }

  private void stripItems(FieldPosition at, ArrayNode list) {
    List<JsonNode> kept = new ArrayList<>();
    at.items(list)
        .forEach(
            (element, item) -> {
              if (!isGone(at.item(element), item)) {
                kept.add(item);
              }
            });
    list.removeAll().addAll(kept);
  }

  private boolean isGone(FieldPosition at, JsonNode value) {
    if (left.contains(at.path())) {
      return true;
    }
    boolean wasEmpty = value.isEmpty();
    strip(at, value);
    return !wasEmpty && value.isEmpty();
  }
}
