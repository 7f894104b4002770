package io.osplane.testkit.internal.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Kind;
import io.osplane.testkit.internal.model.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tracks who owns which field, as server-side apply does (structured-merge-diff): an apply takes
 * what it sets and gives up what it no longer sets, any other write takes what it changes.
 */
public final class Ownership {
  private static final Set<String> OWNABLE_METADATA =
      Set.of("labels", "annotations", "finalizers", "ownerReferences");

  private final FieldTypes types;

  public Ownership(FieldTypes types) {
    this.types = types;
  }

  /** A field that another manager owns with another value. */
  public record Conflict(String message, String field) {}

  /**
   * What an apply makes of a live object.
   *
   * @param object the merged object, without regard to conflicts
   */
  public record Applied(ObjectNode object, List<Conflict> conflicts) {}

  /**
   * Merges an applied configuration into the live object and notes the new owners.
   *
   * @param live an empty object if there is none yet
   */
  public Applied apply(Kind kind, ObjectNode live, ObjectNode config, Manager manager, String now) {
    Typed typed = Typed.of(types, kind);
    ObjectNode wanted = ownable(config);
    ObjectNode current = ownable(live);
    FieldSet fields = typed.fields(typed.root(), wanted);
    if (wanted.isEmpty()) {
      fields = new FieldSet();
    }
    ManagedFields managed = ManagedFields.of(live);
    JsonNode merged =
        current.isEmpty() ? wanted : new TreeMerge(typed).merge(typed.root(), current, wanted);
    Comparison comparison = new Comparison(typed, current, merged);
    List<Conflict> conflicts = conflicts(managed, manager, comparison.changed);
    managed.changeOthers(manager, theirs -> theirs.minus(comparison.changed));
    FieldSet before = managed.owned(manager);
    JsonNode pruned =
        new Pruning(typed, managed.ownedByOthers(manager)).prune(merged, before, fields);
    ObjectNode result = live.deepCopy();
    overlay(result, (ObjectNode) pruned);
    FieldSet gone = new Comparison(typed, merged, pruned).removed;
    managed.changeOthers(manager, theirs -> theirs.minus(gone));
    managed.set(manager, fields, now);
    managed.writeTo(result);
    return new Applied(result, conflicts);
  }

  /** Whether a write changed nothing but the times in {@code managedFields}. */
  public boolean same(JsonNode live, JsonNode next) {
    return timeless(live).equals(timeless(next));
  }

  private static ObjectNode timeless(JsonNode object) {
    ObjectNode copy = object.deepCopy();
    Tree.items(copy, "metadata.managedFields").forEach(e -> ((ObjectNode) e).remove("time"));
    return copy;
  }

  private static List<Conflict> conflicts(ManagedFields managed, Manager me, FieldSet changed) {
    List<Conflict> conflicts = new ArrayList<>();
    for (Map.Entry<Manager, ManagedFields.Owned> e : managed.entries().entrySet()) {
      if (!e.getKey().equals(me)) {
        String message = e.getKey().inConflict();
        e.getValue().fields().intersect(changed).paths().stream()
            .map(path -> new Conflict(message, path))
            .forEach(conflicts::add);
      }
    }
    return conflicts;
  }

  /** Notes the owners after a write that was no apply; {@code next} is changed in place. */
  public void update(Kind kind, JsonNode live, ObjectNode next, Manager manager, String now) {
    ManagedFields managed = ManagedFields.of(live);
    ObjectNode before = ownable(live);
    ObjectNode after = ownable(next);
    if (kind.hasStatus() && manager.subresource().isEmpty()) {
      before.remove("status");
      after.remove("status");
    }
    Comparison difference = new Comparison(Typed.of(types, kind), before, after);
    if (!difference.changed.isEmpty() || !difference.removed.isEmpty()) {
      managed.changeOthers(
          manager, theirs -> theirs.minus(difference.changed).minus(difference.removed));
      FieldSet mine = managed.owned(manager).minus(difference.removed).union(difference.changed);
      managed.set(manager, mine, now);
    }
    managed.writeTo(next);
  }

  private static ObjectNode ownable(JsonNode object) {
    ObjectNode result = Tree.object();
    for (Map.Entry<String, JsonNode> e : object.properties()) {
      if (e.getKey().equals("metadata")) {
        ObjectNode metadata = Tree.object();
        e.getValue().properties().stream()
            .filter(m -> OWNABLE_METADATA.contains(m.getKey()) && !m.getValue().isNull())
            .forEach(m -> metadata.set(m.getKey(), m.getValue()));
        if (!metadata.isEmpty()) {
          result.set("metadata", metadata);
        }
      } else if (!Set.of("apiVersion", "kind").contains(e.getKey()) && !e.getValue().isNull()) {
        result.set(e.getKey(), e.getValue());
      }
    }
    return result;
  }

  private static void overlay(ObjectNode object, ObjectNode owned) {
    List<String> fields = new ArrayList<>();
    object.fieldNames().forEachRemaining(fields::add);
    fields.stream()
        .filter(f -> !Set.of("apiVersion", "kind", "metadata").contains(f))
        .forEach(object::remove);
    ObjectNode metadata = Tree.child(object, "metadata");
    OWNABLE_METADATA.forEach(metadata::remove);
    for (Map.Entry<String, JsonNode> e : owned.properties()) {
      if (e.getKey().equals("metadata")) {
        metadata.setAll((ObjectNode) e.getValue());
      } else {
        object.set(e.getKey(), e.getValue());
      }
    }
  }
}
