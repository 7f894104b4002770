package io.osplane.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/**
 * One request of a client to the API server.
 *
 * @param verb as Kubernetes names it: {@code list}, {@code watch}, {@code patch}, {@code exec}, …
 * @param resource plural and in lower case, such as {@code pods}
 * @param object the object's name; empty for a collection
 * @param step id of the step that it was sent for; empty if it was for none
 * @param sent when it left
 * @param answered when the head of the answer was there; {@code sent}, if it never was
 */
record Request(
    String verb, String resource, String object, String step, Instant sent, Instant answered) {
  private static final Set<String> SUBRESOURCES = Set.of("exec", "proxy");

  /**
   * Whether it was meant to change an object; a command in a pod counts, a talk with it does not.
   */
  boolean isWrite() {
    return switch (verb) {
      case "get", "list", "watch", "proxy" -> false;
      default -> true;
    };
  }

  /** Whether it is a command in a pod, which goes on after the answer's head. */
  boolean isCommand() {
    return verb.equals("exec");
  }

  /**
   * Reads verb, resource and name from what is sent.
   *
   * @param path with the query
   * @param body what is sent with it: for a creation, the name is only there
   */
  static Request of(
      String method, String path, JsonNode body, String step, Instant sent, Instant answered) {
    String[] halves = path.split("\\?", 2);
    String query = halves.length > 1 ? halves[1] : "";
    String[] parts = halves[0].replaceFirst("^.*?/namespaces/[^/]+/", "").split("/", -1);
    String name =
        parts.length > 1
            ? parts[1].replaceFirst(":.*", "")
            : body.path("metadata").path("name").asText();
    String plain = verb(method, query, parts.length < 2);
    return new Request(
        verb(plain, parts.length > 2 ? parts[2] : ""), parts[0], name, step, sent, answered);
  }

  /**
   * The verb of a request to a subresource: what runs in a pod or is passed on to it has its own.
   */
  static String verb(String verb, String subresource) {
    return SUBRESOURCES.contains(subresource) ? subresource : verb;
  }

  private static String verb(String method, String query, boolean isCollection) {
    return switch (method) {
      case "GET" -> query.contains("watch=") ? "watch" : isCollection ? "list" : "get";
      case "POST" -> "create";
      case "PUT" -> "update";
      default -> method.toLowerCase(Locale.ROOT);
    };
  }
}
