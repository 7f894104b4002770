package io.osplane.internal.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.osplane.ComponentName;
import io.osplane.error.OsplaneException;
import io.osplane.internal.kube.Cluster;
import io.osplane.internal.kube.FieldSchema.Kind;
import io.osplane.internal.kube.Watch;
import io.osplane.spi.Manifests;
import io.osplane.spi.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The control plane's objects: one list of each kind, kept up to date by watches once they are
 * started. When a watch has ended for a reason, nobody is shown what may be old any more: the
 * reason is thrown. Thread-safe.
 */
final class LiveView implements View, AutoCloseable {
  private static final Comparator<Kind> BY_NAME =
      Comparator.comparing(Kind::apiVersion).thenComparing(Kind::name);

  private final Cluster cluster;
  private final String selector;
  private final Map<Kind, String> versions = new TreeMap<>(BY_NAME);
  private final Map<Kind, TreeMap<String, ObjectNode>> objects = new TreeMap<>(BY_NAME);
  private final IdentityHashMap<ObjectNode, HasMetadata> models = new IdentityHashMap<>();
  private final List<Watch> watches = new ArrayList<>();
  private Runnable listener = () -> {};
  private @Nullable OsplaneException blindness;

  private LiveView(Cluster cluster, String selector) {
    this.cluster = cluster;
    this.selector = selector;
  }

  /** Lists every kind once, side by side. */
  static LiveView list(Cluster cluster, String plane, Collection<Kind> kinds, SideBySide io) {
    LiveView view = new LiveView(cluster, Manifests.PLANE + "=" + plane);
    io.each(kinds.stream().distinct().toList(), view::list);
    return view;
  }

  private void list(Kind kind) {
    Cluster.Listing listing = cluster.list(kind, selector);
    accept(new Watch.Change("LISTED", kind, listing.items()));
    synchronized (this) {
      versions.put(kind, listing.version());
    }
  }

  /** Follows every kind from the version of its list on, and calls the listener on each change. */
  synchronized void follow(Runnable onChange) {
    listener = onChange;
    versions.forEach(
        (kind, version) -> watches.add(cluster.watch(kind, selector, version, new Followed())));
  }

  /** What the watches tell. */
  private final class Followed implements Watch.Listener {
    @Override
    public void changed(Watch.Change change) {
      accept(change);
    }

    @Override
    public void ended(OsplaneException why) {
      blind(why);
    }
  }

  private void blind(OsplaneException why) {
    Runnable told;
    synchronized (this) {
      blindness = why;
      told = listener;
    }
    told.run();
  }

  private void checkSight() {
    if (blindness != null) {
      throw blindness;
    }
  }

  @Override
  public void close() {
    List<Watch> open;
    synchronized (this) {
      open = List.copyOf(watches);
      watches.clear();
    }
    open.forEach(Watch::close);
  }

  /** The object of that kind and name as last seen. */
  synchronized Optional<ObjectNode> object(Kind kind, String name) {
    checkSight();
    return Optional.ofNullable(objects.getOrDefault(kind, new TreeMap<>()).get(name));
  }

  /** The objects of that kind, sorted by name. */
  synchronized List<ObjectNode> objects(Kind kind) {
    checkSight();
    return known(kind);
  }

  /** The objects of that kind as last seen, sorted by name, even where that may be old. */
  synchronized List<ObjectNode> known(Kind kind) {
    return List.copyOf(objects.getOrDefault(kind, new TreeMap<>()).values());
  }

  /** Every object of every listed kind, sorted by kind and name: plans are made of it. */
  synchronized List<ObjectNode> all() {
    checkSight();
    return objects.values().stream().flatMap(m -> m.values().stream()).toList();
  }

  @Override
  public <T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
    return object(kind(type), name).map(o -> model(o, type));
  }

  @Override
  public <T extends HasMetadata> List<T> of(Class<T> type, ComponentName component) {
    return objects(kind(type)).stream()
        .filter(
            o ->
                o.path("metadata")
                    .path("labels")
                    .path(Manifests.COMPONENT)
                    .asText()
                    .equals(component.value()))
        .map(o -> model(o, type))
        .toList();
  }

  @Override
  public <T extends HasMetadata> List<T> all(Class<T> type) {
    return objects(kind(type)).stream().map(o -> model(o, type)).toList();
  }

  private Kind kind(Class<? extends HasMetadata> type) {
    return cluster.kind(HasMetadata.getApiVersion(type), HasMetadata.getKind(type));
  }

  private synchronized <T extends HasMetadata> T model(ObjectNode object, Class<T> type) {
    return type.cast(models.computeIfAbsent(object, o -> cluster.toModel(o, type)));
  }

  /** What the server answered to a write: nobody shall see less than that from then on. */
  void saw(ObjectNode object) {
    Kind kind = cluster.kind(object);
    boolean isNews =
        object(kind, Cluster.nameOf(object))
            .map(old -> version(old) < version(object))
            .orElse(true);
    if (isNews) {
      accept(new Watch.Change("MODIFIED", kind, List.of(object)));
    }
  }

  /** A watch may come late: what is older than what was seen is no news. */
  private void put(Map<String, ObjectNode> known, String type, ObjectNode object) {
    ObjectNode old = known.get(Cluster.nameOf(object));
    if (old != null && version(old) > version(object)) {
      return;
    }
    models.remove(old);
    if (type.equals("DELETED")) {
      known.remove(Cluster.nameOf(object));
    } else {
      known.put(Cluster.nameOf(object), object);
    }
  }

  private static long version(ObjectNode object) {
    return object.path("metadata").path("resourceVersion").asLong();
  }

  private void accept(Watch.Change change) {
    Runnable told;
    synchronized (this) {
      TreeMap<String, ObjectNode> known =
          objects.computeIfAbsent(change.kind(), k -> new TreeMap<>());
      if (change.type().equals("LISTED")) {
        known.values().forEach(models::remove);
        known.clear();
      }
      change.objects().forEach(o -> put(known, change.type(), o));
      told = listener;
    }
    told.run();
  }
}
