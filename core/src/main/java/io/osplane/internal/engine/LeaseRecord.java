package io.osplane.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.Unfinished;
import io.osplane.internal.kube.Cluster;
import io.osplane.spi.Manifests;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * What the Lease says: who holds the control plane, and the operation that is open under it. Never
 * changed: each of its writes makes another one.
 */
record LeaseRecord(ObjectNode json) {
  private static final String NAME = "osplane";
  private static final String API = "coordination.k8s.io/v1";
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");
  private static final String OPERATION = "osplane.io/operation";
  private static final String VERB = "osplane.io/verb";
  private static final String SINCE = "osplane.io/since";

  /** The one in the cluster; empty if nobody ever held this control plane. */
  static Optional<LeaseRecord> read(Cluster cluster) {
    return cluster.get(cluster.kind(API, "Lease"), NAME).map(LeaseRecord::new);
  }

  /** The first one, which nobody holds. */
  static LeaseRecord first(Cluster cluster, String plane) {
    return new LeaseRecord(StateStore.object(API, "Lease", NAME, cluster, plane));
  }

  /** The control plane that it is about, which may be another one; empty if it does not say. */
  Optional<String> plane() {
    JsonNode plane = json.path("metadata").path("labels").path(Manifests.PLANE);
    return plane.isTextual() ? Optional.of(plane.asText()) : Optional.empty();
  }

  /** A copy of the object, with what tells its kind. */
  ObjectNode object() {
    return json.deepCopy().put("apiVersion", API).put("kind", "Lease");
  }

  /** Who holds it; empty if nobody does. */
  String holder() {
    return spec("holderIdentity").asText();
  }

  /** Another one after each taking and each renewal. */
  String beat() {
    return holder() + spec("renewTime").asText();
  }

  /** Rises with each taking. */
  int epoch() {
    return spec("leaseTransitions").asInt();
  }

  private JsonNode spec(String field) {
    return json.path("spec").path(field);
  }

  /** The operation that is noted on it: open, if nobody has ended it. */
  Optional<Unfinished> open() {
    JsonNode notes = json.path("metadata").path("annotations");
    return notes.path(OPERATION).asText().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Unfinished(
                notes.path(OPERATION).asText(),
                notes.path(VERB).asText(),
                holder(),
                Instant.parse(notes.path(SINCE).asText(Instant.EPOCH.toString()))));
  }

  /** Taken for an operation. */
  LeaseRecord taken(Unfinished operation, Duration term, Instant now) {
    ObjectNode changed = json.deepCopy();
    changed
        .withObject("/spec")
        .put("holderIdentity", operation.holder())
        .put("leaseDurationSeconds", (int) term.toSeconds())
        .put("acquireTime", micros(now))
        .put("renewTime", micros(now))
        .put("leaseTransitions", epoch() + 1);
    changed
        .withObject("/metadata/annotations")
        .put(OPERATION, operation.id())
        .put(VERB, operation.verb())
        .put(SINCE, operation.since().toString());
    return new LeaseRecord(changed);
  }

  /** Still held. */
  LeaseRecord renewed(Instant now) {
    ObjectNode changed = json.deepCopy();
    changed.withObject("/spec").put("renewTime", micros(now));
    return new LeaseRecord(changed);
  }

  /** Held by nobody, with no open operation. */
  LeaseRecord released() {
    ObjectNode changed = json.deepCopy();
    changed.withObject("/spec").put("holderIdentity", "");
    changed.withObject("/metadata").withObject("/annotations").removeAll();
    return new LeaseRecord(changed);
  }

  /** Writes it over the one it was made from; empty if that has changed meanwhile. */
  Optional<LeaseRecord> write(Cluster cluster) {
    boolean isNew = json.path("metadata").path("resourceVersion").isMissingNode();
    return (isNew ? cluster.writer().create(json) : cluster.writer().replace(json))
        .map(LeaseRecord::new);
  }

  /** Deletes this very one. */
  void delete(Cluster cluster) {
    cluster
        .writer()
        .delete(cluster.kind(API, "Lease"), NAME, json.path("metadata").path("uid").asText());
  }

  private static String micros(Instant at) {
    return MICROS.format(at.atOffset(ZoneOffset.UTC));
  }
}
