package io.osplane.testkit.internal.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Tree;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The {@code managedFields} of one object. Not thread-safe. */
public final class ManagedFields {
  private final Map<Manager, Owned> entries = new LinkedHashMap<>();

  /** What a manager owns, since when. */
  record Owned(String time, FieldSet fields) {}

  static ManagedFields of(JsonNode object) {
    ManagedFields result = new ManagedFields();
    for (JsonNode e : Tree.items(object, "metadata.managedFields")) {
      Manager manager =
          new Manager(
              e.path("manager").asText(),
              e.path("operation").asText(),
              e.path("subresource").asText(),
              e.path("apiVersion").asText());
      FieldSet fields = FieldSet.parse(e.path("fieldsV1"));
      result.entries.put(manager, new Owned(e.path("time").asText(), fields));
    }
    return result;
  }

  void writeTo(ObjectNode object) {
    ArrayNode list = Tree.array();
    entries.entrySet().stream()
        .sorted(Comparator.comparing((Map.Entry<Manager, Owned> e) -> e.getKey().operation()))
        .forEach(e -> list.add(json(e.getKey(), e.getValue())));
    ObjectNode metadata = Tree.child(object, "metadata");
    metadata.remove("managedFields");
    if (!list.isEmpty()) {
      metadata.set("managedFields", list);
    }
  }

  private static ObjectNode json(Manager manager, Owned owned) {
    ObjectNode entry =
        Tree.object()
            .put("apiVersion", manager.apiVersion())
            .put("fieldsType", "FieldsV1")
            .put("manager", manager.name())
            .put("operation", manager.operation())
            .put("time", owned.time());
    entry.set("fieldsV1", owned.fields().toJson());
    if (!manager.subresource().isEmpty()) {
      entry.put("subresource", manager.subresource());
    }
    return entry;
  }

  Map<Manager, Owned> entries() {
    return entries;
  }

  FieldSet owned(Manager manager) {
    Owned owned = entries.get(manager);
    return owned == null ? new FieldSet() : owned.fields();
  }

  FieldSet ownedByOthers(Manager manager) {
    FieldSet all = new FieldSet();
    for (Map.Entry<Manager, Owned> e : entries.entrySet()) {
      all = e.getKey().equals(manager) ? all : all.union(e.getValue().fields());
    }
    return all;
  }

  /** Gives a manager these fields; an empty set removes its entry. */
  void set(Manager manager, FieldSet fields, String time) {
    if (fields.isEmpty()) {
      entries.remove(manager);
    } else {
      entries.put(manager, new Owned(time, fields));
    }
  }

  /** Changes what the others own; their times stay. */
  void changeOthers(Manager manager, UnaryOperator<FieldSet> change) {
    for (Map.Entry<Manager, Owned> e : Map.copyOf(entries).entrySet()) {
      if (!e.getKey().equals(manager)) {
        set(e.getKey(), change.apply(e.getValue().fields()), e.getValue().time());
      }
    }
  }
}
