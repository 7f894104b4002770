package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.error.ConflictException;
import io.osplane.error.OsplaneException;
import io.osplane.error.RejectedException;

/** The error for a request that the API server understood and did not carry out. */
final class Rejections {
  private Rejections() {}

  static OsplaneException of(String tried, String namespace, int status, JsonNode answer) {
    String message = answer.path("message").asText("without a message");
    String seen = status + " " + message;
    if (status == 409 && message.contains("conflict")) {
      return new ConflictException(fields(answer));
    }
    if (message.contains("being terminated")) {
      return new RejectedException(
          tried, seen, "Wait until namespace " + namespace + " is gone, create it, apply again");
    }
    if (status == 404 && message.contains("namespaces")) {
      return new RejectedException(
          tried, seen, "Create the namespace: kubectl create namespace " + namespace);
    }
    if (message.contains("exceeded quota")) {
      return new RejectedException(
          tried, seen, "Raise the ResourceQuota, or choose a smaller Size or fewer replicas");
    }
    return new RejectedException(tried, seen, "Change the spec so that the server accepts it");
  }

  static OsplaneException noKubernetes(String tried, String server) {
    return new RejectedException(
        tried,
        "an answer that is none of Kubernetes'",
        "Check that " + server + " is the API server, and no proxy's login page");
  }

  private static String fields(JsonNode answer) {
    StringBuilder fields = new StringBuilder();
    answer
        .path("details")
        .path("causes")
        .forEach(
            c ->
                fields
                    .append(System.lineSeparator())
                    .append("  ")
                    .append(c.path("field").asText())
                    .append(": ")
                    .append(c.path("message").asText()));
    return fields.toString();
  }
}
