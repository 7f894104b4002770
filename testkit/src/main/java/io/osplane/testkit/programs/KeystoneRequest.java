package io.osplane.testkit.programs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One request to Keystone's API: those that make, find and change, each for every collection. */
record KeystoneRequest(Identity identity, KeystoneLogin login, HttpCall call) {
  private static final String TOKENS = "/v3/auth/tokens";
  private static final Map<String, String> SINGULARS =
      Map.of(
          "domains", "domain",
          "projects", "project",
          "users", "user",
          "roles", "role",
          "services", "service",
          "endpoints", "endpoint");

  /** Whose names are unique. */
  private static final List<String> NAMED = List.of("domains", "projects", "users", "roles");

  private static final Pattern GRANT =
      Pattern.compile("/v3/(projects|domains)/(\\w+)/users/(\\w+)/roles/(\\w+)");
  private static final Pattern ENTITY = Pattern.compile("/v3/(\\w+)(?:/(\\w+))?");

  /**
   * Answers.
   *
   * @param save stores what was changed
   */
  HttpReply answer(Runnable save) {
    if (call.method().equals("POST") && path().equals(TOKENS)) {
      return login.issue(asked().body());
    }
    HttpReply reply =
        login.refusal(call.headers().getOrDefault("x-auth-token", "")).orElseGet(this::routed);
    if (reply.isSuccess() && !call.method().equals("GET")) {
      save.run();
    }
    return reply;
  }

  private HttpReply routed() {
    Matcher grant = GRANT.matcher(path());
    if (grant.matches() && call.method().equals("PUT")) {
      boolean isThere = identity.get(grant.group(1), grant.group(2)).isPresent();
      return isThere
          ? grant(grant.group(2), grant.group(3), grant.group(4))
          : error(404, "Not Found", "Could not find " + grant.group(2));
    }
    if (path().equals(TOKENS) && call.method().equals("GET")) {
      return login.validate(call.headers().getOrDefault("x-subject-token", ""));
    }
    Matcher entity = ENTITY.matcher(path());
    if (!entity.matches() || !SINGULARS.containsKey(entity.group(1))) {
      return error(404, "Not Found", "no such path");
    }
    String collection = entity.group(1);
    return Optional.ofNullable(entity.group(2))
        .map(id -> one(collection, id))
        .orElseGet(() -> all(collection));
  }

  private HttpReply all(String collection) {
    return switch (call.method()) {
      case "GET" -> found(collection);
      case "POST" -> made(collection, fields(collection));
      default -> error(405, "Method Not Allowed", call.method());
    };
  }

  private HttpReply one(String collection, String id) {
    Optional<JsonNode> entity = identity.get(collection, id);
    if (entity.isEmpty()) {
      return error(404, "Not Found", "Could not find " + SINGULARS.get(collection) + ": " + id);
    }
    if (call.method().equals("DELETE")) {
      identity.delete(collection, id);
      return new HttpReply(204, Map.of(), new byte[0]);
    }
    if (call.method().equals("PATCH")) {
      identity.change(collection, id, fields(collection));
    } else if (!call.method().equals("GET")) {
      return error(405, "Method Not Allowed", call.method());
    }
    return single(200, collection, entity.get());
  }

  private HttpReply found(String collection) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode list = body.putArray(collection);
    identity.find(collection, asked().query()).forEach(e -> list.add(Identity.shown(e)));
    return HttpReply.json(200, body.toString());
  }

  private HttpReply made(String collection, Map<String, String> fields) {
    String name = fields.getOrDefault("name", "");
    boolean isTaken =
        NAMED.contains(collection) && !identity.find(collection, Map.of("name", name)).isEmpty();
    return isTaken
        ? error(409, "Conflict", "Duplicate entry found with name " + name)
        : single(201, collection, identity.make(collection, fields));
  }

  private HttpReply grant(String target, String user, String role) {
    boolean areThere =
        identity.get("users", user).isPresent() && identity.get("roles", role).isPresent();
    if (!areThere) {
      return error(404, "Not Found", "Could not find user or role");
    }
    identity.grant(target, user, role);
    return new HttpReply(204, Map.of(), new byte[0]);
  }

  private static HttpReply single(int status, String collection, JsonNode entity) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set(SINGULARS.get(collection), Identity.shown(entity));
    return HttpReply.json(status, body.toString());
  }

  private Asked asked() {
    return new Asked(call);
  }

  private String path() {
    return asked().path();
  }

  private Map<String, String> fields(String collection) {
    Map<String, String> fields = new TreeMap<>();
    asked()
        .body()
        .path(SINGULARS.get(collection))
        .properties()
        .forEach(e -> fields.put(e.getKey(), e.getValue().asText()));
    return fields;
  }

  /** An error as OpenStack's APIs word it. */
  static HttpReply error(int status, String title, String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("error").put("code", status).put("title", title).put("message", message);
    return HttpReply.json(status, body.toString());
  }
}
