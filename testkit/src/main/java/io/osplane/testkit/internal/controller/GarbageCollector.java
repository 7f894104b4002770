package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.api.Deletion;
import io.osplane.testkit.internal.model.Kind;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.ObjectKey;
import io.osplane.testkit.internal.model.Tree;
import io.osplane.testkit.internal.store.Change;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Deletes objects whose owners are gone; carries out foreground and orphaning deletions. */
public final class GarbageCollector implements Controller {
  private static final String FOREGROUND = "foregroundDeletion";
  private static final String ORPHAN = "orphan";

  private final Control control;
  private final Map<String, Set<ObjectKey>> dependents = new HashMap<>();
  private final Map<String, ObjectKey> known = new HashMap<>();

  public GarbageCollector(Control control) {
    this.control = control;
  }

  @Override
  public void changed(Change change) {
    ObjectNode object = change.object();
    ObjectKey key = ObjectKey.of(change.kind(), object);
    List<JsonNode> owners = Meta.owners(object);
    if (change.type() == Change.Type.DELETED) {
      known.remove(Meta.uid(object));
      Set<ObjectKey> orphans = dependents.remove(Meta.uid(object));
      if (orphans != null) {
        orphans.forEach(d -> control.enqueue(this, d));
      }
      for (JsonNode owner : owners) {
        String uid = owner.path("uid").asText();
        dependents.getOrDefault(uid, new LinkedHashSet<>()).remove(key);
        if (known.containsKey(uid)) {
          control.enqueue(this, known.get(uid));
        }
      }
      return;
    }
    known.put(Meta.uid(object), key);
    for (JsonNode owner : owners) {
      String uid = owner.path("uid").asText();
      dependents.computeIfAbsent(uid, u -> new LinkedHashSet<>()).add(key);
      if (!known.containsKey(uid)) {
        control.enqueue(this, key);
      }
    }
    if (Meta.deleting(object)) {
      control.enqueue(this, key);
    }
  }

  @Override
  public void reconcile(ObjectKey key) {
    ObjectNode object = control.get(key);
    if (object == null) {
      return;
    }
    if (Meta.deleting(object)) {
      finish(key, object);
    } else {
      checkOwners(key, object);
    }
  }

  private void checkOwners(ObjectKey key, ObjectNode object) {
    List<JsonNode> owners = Meta.owners(object);
    Predicate<JsonNode> alive = o -> known.containsKey(o.path("uid").asText());
    if (owners.isEmpty() || owners.stream().allMatch(alive)) {
      return;
    }
    if (owners.stream().anyMatch(alive)) {
      keepOwners(key, object, alive);
    } else {
      OptionalInt grace = OptionalInt.empty();
      control.delete(key, new Deletion("Background", grace, Meta.uid(object), ""));
    }
  }

  private void keepOwners(ObjectKey key, ObjectNode object, Predicate<JsonNode> kept) {
    ArrayNode owners = Tree.array();
    Meta.owners(object).stream().filter(kept).forEach(owners::add);
    change(key.kind(), object, o -> Tree.set(o, "metadata.ownerReferences", owners));
  }

  private void change(Kind kind, ObjectNode object, Consumer<ObjectNode> change) {
    control.change(kind.name(), object, change);
  }

  private void finish(ObjectKey key, ObjectNode object) {
    Set<ObjectKey> mine = Set.copyOf(dependents.getOrDefault(Meta.uid(object), Set.of()));
    if (has(object, ORPHAN)) {
      for (ObjectKey dependent : sorted(mine)) {
        ObjectNode live = control.get(dependent);
        if (live != null) {
          String uid = Meta.uid(object);
          keepOwners(dependent, live, o -> !o.path("uid").asText().equals(uid));
        }
      }
      dependents.remove(Meta.uid(object));
      without(key, object, ORPHAN);
    } else if (has(object, FOREGROUND)) {
      String uid = Meta.uid(object);
      List<ObjectKey> left = sorted(mine).stream().filter(d -> blocks(d, uid)).toList();
      Deletion deletion = new Deletion("Foreground", OptionalInt.empty(), "", "");
      left.stream()
          .filter(d -> !isDeleting(control.get(d)))
          .forEach(d -> control.delete(d, deletion));
      if (left.stream().noneMatch(d -> blocks(d, uid))) {
        without(key, object, FOREGROUND);
      }
    }
  }

  private boolean blocks(ObjectKey dependent, String uid) {
    ObjectNode live = control.get(dependent);
    return live != null
        && Meta.owners(live).stream()
            .anyMatch(
                o -> o.path("uid").asText().equals(uid) && Tree.flag(o, "blockOwnerDeletion"));
  }

  private static boolean isDeleting(@Nullable ObjectNode object) {
    return object != null && Meta.deleting(object);
  }

  private static List<ObjectKey> sorted(Set<ObjectKey> keys) {
    return keys.stream().sorted(Comparator.comparing(ObjectKey::toString)).toList();
  }

  private static boolean has(JsonNode object, String finalizer) {
    return Tree.items(object, "metadata.finalizers").stream()
        .anyMatch(f -> f.asText().equals(finalizer));
  }

  private void without(ObjectKey key, ObjectNode object, String finalizer) {
    change(
        key.kind(),
        object,
        o -> {
          ArrayNode kept = Tree.array();
          Tree.items(o, "metadata.finalizers").stream()
              .filter(f -> !f.asText().equals(finalizer))
              .forEach(kept::add);
          Tree.set(o, "metadata.finalizers", kept);
        });
  }
}
