package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A place in an object, with its type and its owners.
 *
 * @param path from the object's top, for people
 * @param named whether it is a field that a schema names; such a field is owned by whoever owns
 *     anything in it
 * @param ours what our manager owns from here on
 * @param others the same of every other manager
 */
record FieldPosition(
    FieldSchema schema,
    String path,
    FieldType type,
    boolean named,
    FieldSet ours,
    List<Holder> others) {

  /** What another manager owns from a place on. */
  record Holder(OwnedFields.Entry entry, FieldSet fields) {
    Holder child(FieldElement element) {
      return new Holder(entry, fields.child(element));
    }
  }

  static FieldPosition root(FieldSchema schema, FieldType type, OwnedFields owned, String manager) {
    List<Holder> others =
        owned.others(manager).stream().map(e -> new Holder(e, e.fields())).toList();
    return new FieldPosition(schema, "", type, false, owned.appliedBy(manager), others);
  }

  FieldPosition field(String name) {
    return child(FieldElement.field(name), schema.field(type, name), schema.names(type, name));
  }

  FieldPosition item(FieldElement element) {
    return child(element, schema.item(type), false);
  }

  private FieldPosition child(FieldElement element, FieldType childType, boolean childNamed) {
    List<Holder> holders =
        others.stream().map(h -> h.child(element)).filter(h -> h.fields().touches()).toList();
    return new FieldPosition(
        schema, element.after(path), childType, childNamed, ours.child(element), holders);
  }

  boolean isOurs() {
    return owns(ours);
  }

  boolean isOthers() {
    return others.stream().anyMatch(h -> owns(h.fields()));
  }

  private boolean owns(FieldSet fields) {
    return named ? fields.touches() : fields.member();
  }

  /** The items of a list that is merged, by what tells them apart, in their order. */
  Map<FieldElement, JsonNode> items(JsonNode list) {
    Map<FieldElement, JsonNode> items = new LinkedHashMap<>();
    list.forEach(item -> items.putIfAbsent(element(item), item));
    return items;
  }

  private FieldElement element(JsonNode item) {
    return type.keys().isEmpty() ? FieldElement.item(item) : FieldElement.item(keys(item));
  }

  private TreeMap<String, JsonNode> keys(JsonNode item) {
    TreeMap<String, JsonNode> keys = new TreeMap<>();
    for (String key : type.keys()) {
      JsonNode stated = schema.field(schema.item(type), key).defaultValue();
      JsonNode value = item.hasNonNull(key) ? item.get(key) : stated;
      if (value != null) {
        keys.put(key, value);
      }
    }
    return keys;
  }
}
