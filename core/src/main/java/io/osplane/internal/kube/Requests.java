package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.error.OsplaneException;
import io.osplane.internal.kube.FieldSchema.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Requests about the objects of one namespace: their paths, and the judging of their answers.
 *
 * @param http sends them
 * @param namespace where the objects are
 */
record Requests(Http http, String namespace) {
  /** The media type of a whole object. */
  static final String JSON = "application/json";

  /** The path of an object, or of its kind if the name is empty. */
  String path(Kind kind, String name) {
    String base =
        (kind.apiVersion().contains("/") ? "/apis/" : "/api/")
            + kind.apiVersion()
            + (kind.namespaced() ? "/namespaces/" + namespace : "")
            + "/"
            + kind.plural();
    return name.isEmpty() ? base : base + "/" + name;
  }

  Http.Reply get(String tried, String path) {
    return http.send(tried, "GET", path, null, null);
  }

  /** Sends it as {@link Http#send} says. */
  Http.Reply send(
      String tried, String method, String path, @Nullable String type, @Nullable String body) {
    return http.send(tried, method, path, type, body);
  }

  /**
   * The object in an answer.
   *
   * @param tried what the request was for, in words
   * @throws OsplaneException if the answer is a rejection, or none of Kubernetes'
   */
  ObjectNode accepted(String tried, Http.Reply reply) {
    if (reply.isSuccess() && reply.body() instanceof ObjectNode body) {
      return body;
    }
    if (reply.isSuccess()) {
      throw Rejections.noKubernetes(tried, http.server());
    }
    throw Rejections.of(tried, namespace, reply.status(), reply.body());
  }
}
