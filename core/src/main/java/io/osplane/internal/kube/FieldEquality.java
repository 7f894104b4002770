package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Whether storing one value in place of another would change nothing. */
final class FieldEquality {
  private static final ObjectNode EMPTY = JsonNodeFactory.instance.objectNode();

  private final FieldSchema schema;

  FieldEquality(FieldSchema schema) {
    this.schema = schema;
  }

  /**
   * Compares two values in canonical form.
   *
   * @param live the stored value, or a missing node
   * @param ours whether our manager owns the stored value: then a zero that we applied and that is
   *     not there was left out by the server, which many fields' encoding does
   */
  boolean same(FieldType type, JsonNode desired, JsonNode live, boolean ours) {
    if (desired.isMissingNode() || live.isMissingNode()) {
      return sameAsAbsent(type, desired, live, ours);
    }
    if (desired.isObject() && live.isObject()) {
      return sameFields(type, desired, live, ours);
    }
    if (desired.isArray() && live.isArray()) {
      return sameItems(type, desired, live, ours);
    }
    return desired.equals(live);
  }

  private boolean sameAsAbsent(FieldType type, JsonNode desired, JsonNode live, boolean ours) {
    JsonNode present = desired.isMissingNode() ? live : desired;
    JsonNode stated = type.defaultValue();
    if (present.isMissingNode() || present.equals(stated)) {
      return true;
    }
    if (stated != null && stated.isObject() && present.isObject()) {
      return sameFields(type, orEmpty(desired), orEmpty(live), ours);
    }
    return isEmptyCollection(type, present) || (ours && live.isMissingNode() && isZero(desired));
  }

  private static JsonNode orEmpty(JsonNode value) {
    return value.isMissingNode() ? EMPTY : value;
  }

  private static boolean isEmptyCollection(FieldType type, JsonNode value) {
    return value.isContainerNode() && value.isEmpty() && type.element() != null;
  }

  private static boolean isZero(JsonNode value) {
    return value.isNumber()
        ? value.decimalValue().signum() == 0
        : value.isValueNode() && (value.asText().isEmpty() || value.asText().equals("false"));
  }

  private boolean sameFields(FieldType type, JsonNode desired, JsonNode live, boolean ours) {
    TreeSet<String> names = new TreeSet<>();
    desired.fieldNames().forEachRemaining(names::add);
    live.fieldNames().forEachRemaining(names::add);
    return names.stream()
        .allMatch(n -> same(schema.field(type, n), field(desired, n), field(live, n), ours));
  }

  private static JsonNode field(JsonNode object, String name) {
    return object.has(name) ? object.get(name) : MissingNode.getInstance();
  }

  private boolean sameItems(FieldType type, JsonNode desired, JsonNode live, boolean ours) {
    return desired.size() == live.size()
        && IntStream.range(0, desired.size())
            .allMatch(i -> same(schema.item(type), desired.get(i), live.get(i), ours));
  }
}
