package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.error.OsplaneException;
import io.osplane.internal.kube.FieldSchema.Kind;
import java.util.List;
import java.util.Optional;

/** Writes the objects of one namespace, as {@link Cluster#MANAGER}. Thread-safe. */
public final class Writer {
  private static final String AS_US = "?fieldManager=" + Cluster.MANAGER;
  private final Cluster cluster;
  private final Requests requests;

  Writer(Cluster cluster, Requests requests) {
    this.cluster = cluster;
    this.requests = requests;
  }

  /**
   * Server-side apply.
   *
   * @param force whether to take fields over that others hold
   * @throws OsplaneException if the server rejects the object
   */
  public ObjectNode apply(ObjectNode object, boolean force) {
    Kind kind = cluster.kind(object);
    String name = Cluster.nameOf(object);
    String tried = "applying " + kind.name() + " " + name;
    String path = requests.path(kind, name) + AS_US + "&force=" + force;
    Http.Reply reply =
        requests.send(tried, "PATCH", path, "application/apply-patch+yaml", object.toString());
    return requests.accepted(tried, reply);
  }

  /** Creates an object; empty if there is one of that name. */
  public Optional<ObjectNode> create(ObjectNode object) {
    Kind kind = cluster.kind(object);
    String tried = "creating " + kind.name() + " " + Cluster.nameOf(object);
    String path = requests.path(kind, "") + AS_US;
    Http.Reply reply = requests.send(tried, "POST", path, Requests.JSON, object.toString());
    return reply.status() == 409 && !reply.reason().equals("Conflict")
        ? ours(kind, object)
        : Optional.of(requests.accepted(tried, reply));
  }

  /** Creates an object that nobody depends on, in one try; whether it was created. */
  public boolean offer(ObjectNode object) {
    String path = requests.path(cluster.kind(object), "") + AS_US;
    return requests.http().isAccepted("POST", path, Requests.JSON, object.toString());
  }

  /** Replaces an object at its resourceVersion; empty if it has changed or gone since. */
  public Optional<ObjectNode> replace(ObjectNode object) {
    Kind kind = cluster.kind(object);
    String name = Cluster.nameOf(object);
    String tried = "writing " + kind.name() + " " + name;
    String path = requests.path(kind, name) + AS_US;
    Http.Reply reply = requests.send(tried, "PUT", path, Requests.JSON, object.toString());
    return reply.status() == 409 || reply.status() == 404
        ? ours(kind, object)
        : Optional.of(requests.accepted(tried, reply));
  }

  /** A write whose answer was lost is sent again and meets itself: then it was carried out. */
  private Optional<ObjectNode> ours(Kind kind, ObjectNode sent) {
    return cluster
        .get(kind, Cluster.nameOf(sent))
        .filter(live -> content(live).equals(content(sent)));
  }

  private static ObjectNode content(ObjectNode object) {
    ObjectNode content = object.deepCopy();
    content
        .withObject("/metadata")
        .remove(
            List.of("resourceVersion", "managedFields", "uid", "creationTimestamp", "generation"));
    return content;
  }

  /** Deletes an object with what belongs to it, if it is there and still the one of that UID. */
  public void delete(Kind kind, String name, String uid) {
    ObjectNode options = Http.JSON.createObjectNode().put("propagationPolicy", "Background");
    if (!uid.isEmpty()) {
      options.putObject("preconditions").put("uid", uid);
    }
    String tried = "deleting " + kind.name() + " " + name;
    String path = requests.path(kind, name);
    Http.Reply reply = requests.send(tried, "DELETE", path, Requests.JSON, options.toString());
    if (reply.status() != 404 && reply.status() != 409) {
      requests.accepted(tried, reply);
    }
  }
}
