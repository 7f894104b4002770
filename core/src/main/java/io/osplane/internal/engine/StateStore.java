package io.osplane.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.ComponentName;
import io.osplane.error.LeaseLostException;
import io.osplane.internal.kube.Cluster;
import io.osplane.internal.kube.FieldSchema.Kind;
import io.osplane.spi.Manifests;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What Osplane remembers in the cluster, as labelled ConfigMaps: receipts, revisions and records of
 * components. Written only under a hold, at the version that was read, with the hold's epoch.
 */
final class StateStore {
  static final String STATE = "osplane.io/state";
  private static final String EPOCH = "osplane.io/epoch";
  // no component's name begins so
  private static final String IDENTITY = "_identity.";
  private static final String RECEIPTS = "osplane-receipts";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Cluster cluster;
  private final String plane;
  private final Kind kind;
  private final Map<String, ObjectNode> known = new TreeMap<>();

  /** Starts from what a list of ConfigMaps showed. */
  StateStore(Cluster cluster, String plane, LiveView seen) {
    this.cluster = cluster;
    this.plane = plane;
    this.kind = cluster.kind("v1", "ConfigMap");
    seen.objects(kind).stream().filter(StateStore::isState).forEach(this::know);
  }

  /** Whether an object is one of ours to remember by. */
  static boolean isState(JsonNode object) {
    return object.path("metadata").path("labels").has(STATE);
  }

  /** A bare object in the control plane's namespace with its label. */
  static ObjectNode object(
      String apiVersion, String kind, String name, Cluster cluster, String plane) {
    ObjectNode object = JSON.createObjectNode().put("apiVersion", apiVersion).put("kind", kind);
    ObjectNode metadata = object.putObject("metadata");
    metadata.put("name", name).put("namespace", cluster.namespace());
    metadata.putObject("labels").put(Manifests.PLANE, plane).put(STATE, "true");
    return object;
  }

  /** The key of the last successful run of a task. */
  synchronized Optional<String> receipt(String id) {
    return Optional.ofNullable(data(RECEIPTS).get(escaped(id)));
  }

  /** Who a provider said it is; empty if it has not said. */
  synchronized String identity(ComponentName provider) {
    return data(RECEIPTS).getOrDefault(IDENTITY + provider, "");
  }

  void receipt(Hold hold, String id, String key) {
    write(hold, RECEIPTS, data -> data.put(escaped(id), key));
  }

  /** Keeps those receipts only whose id, component and task, is wanted. */
  void retain(Hold hold, Predicate<String> isWanted) {
    List<String> gone =
        data(RECEIPTS).keySet().stream()
            .filter(key -> !key.startsWith(IDENTITY) && !isWanted.test(idOf(key)))
            .toList();
    if (!gone.isEmpty()) {
      write(hold, RECEIPTS, data -> data.remove(gone));
    }
  }

  void identity(Hold hold, ComponentName provider, String identity) {
    write(hold, RECEIPTS, data -> data.put(IDENTITY + provider, identity));
  }

  synchronized Map<String, String> record(ComponentName component, String name) {
    return data(recordName(component, name));
  }

  void record(Hold hold, ComponentName component, String name, Map<String, String> content) {
    write(
        hold,
        recordName(component, name),
        data -> {
          data.removeAll();
          content.forEach(data::put);
        });
  }

  /** The last revision; empty if there was none. */
  Optional<Revision> revision() {
    return revisions().max(Comparator.comparingInt(Revision::number));
  }

  /** The last revision that was carried out to the end; empty if there was none. */
  Optional<Revision> lastDone() {
    return revisions().filter(Revision::isDone).max(Comparator.comparingInt(Revision::number));
  }

  /** The last revision that was carried out, and those begun since, newest first. */
  List<Revision> current() {
    int from = lastDone().map(Revision::number).orElse(0);
    return revisions()
        .filter(r -> r.number() >= from)
        .sorted(Comparator.comparingInt(Revision::number).reversed())
        .toList();
  }

  /** What belonged to the last revision that was carried out, and to those begun since. */
  List<String> inventory() {
    return current().stream().flatMap(r -> r.inventory().stream()).distinct().toList();
  }

  private synchronized Stream<Revision> revisions() {
    return known.keySet().stream()
        .filter(name -> name.startsWith(Revision.PREFIX))
        .map(name -> Revision.of(name, data(name)))
        .toList()
        .stream();
  }

  void revision(Hold hold, Revision revision) {
    write(
        hold,
        Revision.PREFIX + revision.number(),
        data -> {
          data.removeAll();
          revision.toData().forEach(data::put);
        });
  }

  private synchronized void write(Hold hold, String name, Consumer<ObjectNode> change) {
    hold.check();
    Optional<ObjectNode> old = Optional.ofNullable(known.get(name));
    ObjectNode next =
        old.map(ObjectNode::deepCopy)
            .orElseGet(() -> object("v1", "ConfigMap", name, cluster, plane));
    change.accept(next.withObject("/data"));
    next.withObject("/metadata").withObject("/annotations").put(EPOCH, hold.epoch() + "");
    if (old.isPresent() && next.equals(old.get())) {
      return;
    }
    Optional<ObjectNode> written =
        old.isPresent() ? cluster.writer().replace(next) : cluster.writer().create(next);
    know(
        written.orElseThrow(
            () -> new LeaseLostException(plane, "somebody else wrote ConfigMap " + name)));
  }

  private synchronized void know(ObjectNode object) {
    object.put("apiVersion", "v1").put("kind", "ConfigMap");
    known.put(Cluster.nameOf(object), object);
  }

  private synchronized Map<String, String> data(String name) {
    Map<String, String> data = new TreeMap<>();
    Optional.ofNullable(known.get(name))
        .ifPresent(
            o ->
                o.path("data")
                    .properties()
                    .forEach(e -> data.put(e.getKey(), e.getValue().asText())));
    return data;
  }

  private static String recordName(ComponentName component, String name) {
    return "osplane-record-" + component + "-" + name;
  }

  private static String escaped(String id) {
    return id.replace('/', '.');
  }

  /** Tasks have dots in their names, components have not. */
  private static String idOf(String key) {
    return key.replaceFirst("\\.", "/");
  }
}
