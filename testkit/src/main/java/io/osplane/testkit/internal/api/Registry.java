package io.osplane.testkit.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.fields.FieldTypes;
import io.osplane.testkit.internal.fields.JsonMergePatch;
import io.osplane.testkit.internal.fields.JsonPatch;
import io.osplane.testkit.internal.fields.Manager;
import io.osplane.testkit.internal.fields.Ownership;
import io.osplane.testkit.internal.fields.StrategicMergePatch;
import io.osplane.testkit.internal.model.Kind;
import io.osplane.testkit.internal.model.Kinds;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.ObjectKey;
import io.osplane.testkit.internal.model.Tree;
import io.osplane.testkit.internal.store.Store;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Every write to an object goes through here. To be called under the cluster's lock. */
public final class Registry {
  private final Store store;
  private final FieldTypes types;
  private final Ownership ownership;
  private final Admission admission;
  private final SystemMetadata metadata;
  private final Predicate<Kind> quota;

  public Registry(
      Store store, Kinds kinds, FieldTypes types, Supplier<Instant> time, Predicate<Kind> quota) {
    this.store = store;
    this.quota = quota;
    this.types = types;
    this.ownership = new Ownership(types);
    this.admission = new Admission(store, kinds);
    this.metadata = new SystemMetadata(time);
  }

  public ObjectNode get(ObjectKey key) {
    ObjectNode live = store.get(key);
    if (live == null) {
      throw ApiError.notFound(key.kind(), key.name());
    }
    return live;
  }

  public ObjectNode create(Kind kind, String namespace, ObjectNode body, Write write) {
    ObjectNode object = body.deepCopy();
    BodyCheck.matches(kind, namespace, "", object);
    metadata.generateName(object);
    ObjectKey key = ObjectKey.of(kind, object);
    admission.checkNamespace(kind, key.namespace(), key.name());
    if (store.get(key) != null) {
      throw ApiError.alreadyExists(key);
    }
    return add(kind, object, write, true);
  }

  private ObjectNode add(Kind kind, ObjectNode object, Write write, boolean noteOwner) {
    if (quota.test(kind)) {
      String limit = "exceeded quota: osplane, requested: %s=1, used: %s=0, limited: %s=0";
      throw ApiError.forbidden(kind, Meta.name(object), limit.replace("%s", kind.plural()));
    }
    if (kind.hasStatus()) {
      object.remove("status");
    }
    metadata.initialize(kind, object);
    SystemMetadata.dropEmpty(object);
    admission.complete(kind, Tree.object(), object);
    types.setDefaults(kind, object);
    Validation.check(kind, object);
    if (noteOwner) {
      ownership.update(kind, Tree.object(), object, updating(kind, write), metadata.now());
    }
    return write.dryRun() ? object : store.put(kind, object);
  }

  public ObjectNode update(ObjectKey key, ObjectNode body, Write write) {
    ObjectNode object = body.deepCopy();
    BodyCheck.matches(key.kind(), key.namespace(), key.name(), object);
    ObjectNode live = get(key);
    BodyCheck.preconditions(key, live, object);
    return replace(key, live, object, write, true);
  }

  /** Changes a copy of the live object and stores it. */
  public ObjectNode change(ObjectKey key, Consumer<ObjectNode> change, Write write) {
    ObjectNode live = get(key);
    ObjectNode object = live.deepCopy();
    change.accept(object);
    return replace(key, live, object, write, true);
  }

  private ObjectNode replace(
      ObjectKey key, ObjectNode live, ObjectNode sent, Write write, boolean noteOwner) {
    Kind kind = key.kind();
    ObjectNode object = metadata.onlyChangedPart(kind, live, sent, write.toStatus());
    SystemMetadata.dropEmpty(object);
    admission.complete(kind, live, object);
    types.setDefaults(kind, object);
    Validation.check(kind, object);
    Immutability.check(kind, live, object);
    if (noteOwner) {
      ownership.update(kind, live, object, updating(kind, write), metadata.now());
    }
    if (ownership.same(live, object)) {
      return live;
    }
    metadata.bumpGeneration(kind, live, object);
    if (write.dryRun()) {
      return object;
    }
    if (SystemMetadata.finished(object)) {
      store.remove(kind, object);
      return object;
    }
    return store.put(kind, object);
  }

  ObjectNode patch(ObjectKey key, PatchType type, JsonNode patch, Write write) {
    if (type == PatchType.APPLY) {
      return apply(key, (ObjectNode) patch, write);
    }
    ObjectNode live = get(key);
    ObjectNode object;
    try {
      object =
          switch (type) {
            case JSON -> JsonPatch.apply(live, patch);
            case MERGE -> JsonMergePatch.merge(live, patch);
            default -> new StrategicMergePatch(key.kind(), types).apply(live, patch);
          };
    } catch (JsonPatch.FailedException e) {
      throw new ApiError(422, "Invalid", "the server rejected our request: " + e.getMessage());
    }
    BodyCheck.matches(key.kind(), key.namespace(), key.name(), object);
    BodyCheck.preconditions(key, live, object);
    return replace(key, live, object, write, true);
  }

  /** Server-side apply. */
  ObjectNode apply(ObjectKey key, ObjectNode sent, Write write) {
    ObjectNode config = sent.deepCopy();
    BodyCheck.applied(config);
    BodyCheck.matches(key.kind(), key.namespace(), key.name(), config);
    ObjectNode live = store.get(key);
    if (live == null) {
      return applyNew(key, config, write);
    }
    BodyCheck.preconditions(key, live, config);
    ObjectNode merged = merged(key, live, config, write);
    return replace(key, live, merged, write, false);
  }

  private ObjectNode applyNew(ObjectKey key, ObjectNode config, Write write) {
    if (write.toStatus()) {
      throw ApiError.notFound(key.kind(), key.name());
    }
    admission.checkNamespace(key.kind(), key.namespace(), key.name());
    ObjectNode base = Tree.object();
    base.set("apiVersion", config.path("apiVersion"));
    base.set("kind", config.path("kind"));
    Tree.set(base, "metadata.name", key.name());
    if (key.kind().namespaced()) {
      Tree.set(base, "metadata.namespace", key.namespace());
    }
    return add(key.kind(), merged(key, base, config, write), write, false);
  }

  private ObjectNode merged(ObjectKey key, ObjectNode live, ObjectNode config, Write write) {
    Kind kind = key.kind();
    if (write.toStatus()) {
      config.retain("apiVersion", "kind", "status");
    } else if (kind.hasStatus()) {
      config.remove("status");
    }
    admission.fold(kind, config);
    Manager manager = Manager.applying(write.manager(), write.subresource(), kind.apiVersion());
    Ownership.Applied applied = ownership.apply(kind, live, config, manager, metadata.now());
    if (!applied.conflicts().isEmpty() && !write.force()) {
      throw ApplyConflict.of(applied.conflicts());
    }
    return applied.object();
  }

  private static Manager updating(Kind kind, Write write) {
    return Manager.updating(write.manager(), write.subresource(), kind.apiVersion());
  }

  /** Deletes, or marks as being deleted; returns the last state. */
  public ObjectNode delete(ObjectKey key, Deletion deletion, boolean dryRun) {
    ObjectNode live = get(key);
    BodyCheck.preconditions(key, live, deletion);
    ObjectNode object = live.deepCopy();
    metadata.markDeleted(key.kind(), object, deletion);
    if (dryRun) {
      return object;
    }
    if (SystemMetadata.finished(object)) {
      store.remove(key.kind(), object);
    } else if (!ownership.same(live, object)) {
      return store.put(key.kind(), object);
    }
    return object;
  }

  /** Removes an object without regard to finalizers, as the namespace controller may. */
  public void purge(ObjectKey key) {
    store.remove(key.kind(), get(key));
  }
}
