package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.api.ApiError;
import io.osplane.testkit.internal.api.Deletion;
import io.osplane.testkit.internal.api.Registry;
import io.osplane.testkit.internal.api.Write;
import io.osplane.testkit.internal.clock.EventLoop;
import io.osplane.testkit.internal.model.Kind;
import io.osplane.testkit.internal.model.Kinds;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.ObjectKey;
import io.osplane.testkit.internal.model.Tree;
import io.osplane.testkit.internal.store.Store;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The controllers' hands: reads and writes that take a lost race for granted. */
public final class Control {
  private final EventLoop loop;
  private final Kinds kinds;
  private final Store store;
  private final Registry registry;
  private final Write write;
  private final EventRecorder events;

  public Control(EventLoop loop, Kinds kinds, Store store, Registry registry, String component) {
    this.loop = loop;
    this.kinds = kinds;
    this.store = store;
    this.registry = registry;
    this.write = Write.by(component);
    this.events = new EventRecorder(this, component);
  }

  /** The same with another field manager. */
  public Control as(String component) {
    return new Control(loop, kinds, store, registry, component);
  }

  public EventLoop loop() {
    return loop;
  }

  public Kind kind(String name) {
    return kinds.named(name);
  }

  public Kinds kinds() {
    return kinds;
  }

  public String now() {
    return loop.time().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  public @Nullable ObjectNode get(String kind, String namespace, String name) {
    return store.get(new ObjectKey(kind(kind), namespace, name));
  }

  public @Nullable ObjectNode get(ObjectKey key) {
    return store.get(key);
  }

  /** A snapshot of the objects of a namespace, or of all if it is empty. */
  public List<ObjectNode> list(String kind, String namespace) {
    return List.copyOf(store.list(kind(kind), namespace));
  }

  public List<ObjectNode> owned(String kind, JsonNode owner) {
    String uid = Meta.uid(owner);
    return store.list(kind(kind), Meta.namespace(owner)).stream()
        .filter(o -> Meta.ownedBy(o, uid))
        .toList();
  }

  /** Creates an object; the refusal if there was one. */
  public Optional<ApiError> create(String kind, String namespace, ObjectNode object) {
    try {
      registry.create(kind(kind), namespace, object, write);
      return Optional.empty();
    } catch (ApiError e) {
      return Optional.of(e);
    }
  }

  public void status(String kind, JsonNode object, Consumer<ObjectNode> change) {
    quietly(() -> registry.change(key(kind, object), change, write.status()));
  }

  public void change(String kind, JsonNode object, Consumer<ObjectNode> change) {
    quietly(() -> registry.change(key(kind, object), change, write));
  }

  public void delete(ObjectKey key, Deletion deletion) {
    quietly(() -> registry.delete(key, deletion, false));
  }

  public void delete(String kind, JsonNode object, Deletion deletion) {
    delete(key(kind, object), deletion);
  }

  public void purge(ObjectKey key) {
    quietly(() -> registry.purge(key));
  }

  private static void quietly(Runnable action) {
    try {
      action.run();
    } catch (ApiError e) {
      if (e.code() != 404 && e.code() != 409) {
        throw e;
      }
    }
  }

  public void event(JsonNode object, String type, String reason, String message) {
    events.record(object, type, reason, message);
  }

  public void enqueue(Controller controller, ObjectKey key) {
    loop.enqueue(new Reconcile(controller, key));
  }

  ObjectKey key(String kind, JsonNode object) {
    return ObjectKey.of(kind(kind), object);
  }

  /** The owner that controls an object, if it is of this kind. */
  public Optional<ObjectKey> controller(String kind, JsonNode object) {
    return Meta.owners(object).stream()
        .filter(o -> Tree.flag(o, "controller") && o.path("kind").asText().equals(kind))
        .findFirst()
        .map(o -> new ObjectKey(kind(kind), Meta.namespace(object), o.path("name").asText()));
  }

  private record Reconcile(Controller controller, ObjectKey key) implements EventLoop.Work {
    @Override
    public void run() {
      controller.reconcile(key);
    }
  }
}
