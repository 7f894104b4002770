package io.osplane.openstack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.osplane.spi.Member.Answer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The part of Keystone that a registration uses. */
final class FakeKeystone implements FakeSite.Http {
  private static final String PROJECT = "8e0d";
  private static final String TEMPLATE = "%(project_id)s";
  static final ObjectMapper JSON = new ObjectMapper();
  final Map<String, Map<String, ObjectNode>> entities = new TreeMap<>();
  final SortedSet<String> grants = new TreeSet<>();
  private int last;

  FakeKeystone() {
    put("projects", Map.of("name", "admin", "domain_id", "default"));
    put("roles", Map.of("name", "admin"));
    put(
        "users",
        Map.of("name", "admin", "domain_id", "default", "password", "value-of-keystone-admin"));
  }

  @CanIgnoreReturnValue
  private ObjectNode put(String collection, Map<String, String> fields) {
    ObjectNode entity = JSON.createObjectNode().put("id", collection + last++);
    fields.forEach(entity::put);
    collection(collection).put(entity.get("id").asText(), entity);
    return entity;
  }

  Map<String, ObjectNode> collection(String name) {
    return entities.computeIfAbsent(name, n -> new LinkedHashMap<>());
  }

  @Override
  public Answer answer(String method, String path, Map<String, String> headers, String body) {
    String[] parts = path.split("[/?]", -1);
    if (path.equals("/v3/auth/tokens")) {
      return token(read(body));
    }
    if (!"admin-token".equals(headers.get("x-auth-token"))) {
      return new Answer(401, Map.of(), "");
    }
    return switch (method) {
      case "GET" -> found(parts[2], path.substring(path.indexOf('?') + 1));
      case "POST" -> created(parts[2], read(body));
      case "PATCH" -> changed(parts[2], parts[3], read(body));
      case "DELETE" -> {
        Objects.requireNonNull(collection(parts[2]).remove(parts[3]));
        yield new Answer(204, Map.of(), "");
      }
      case "PUT" -> {
        grants.add(String.join(" ", parts[3], parts[5], parts[7]));
        yield new Answer(204, Map.of(), "");
      }
      default -> new Answer(405, Map.of(), "");
    };
  }

  private Answer token(JsonNode body) {
    JsonNode who = body.at("/auth/identity/password/user");
    JsonNode scope = body.at("/auth/scope");
    String kind = scope.fieldNames().next();
    String target = scope.path(kind).path("name").asText();
    boolean right =
        collection("users").values().stream()
            .filter(u -> u.path("name").equals(who.path("name")))
            .filter(u -> u.path("enabled").asBoolean(true))
            .anyMatch(u -> u.path("password").equals(who.path("password")));
    boolean known =
        collection(kind + "s").values().stream()
            .filter(p -> p.path("enabled").asBoolean(true))
            .anyMatch(p -> p.path("name").asText().equals(target));
    if (!right || !known) {
      return new Answer(401, Map.of(), "{\"error\":{\"title\":\"Unauthorized\"}}");
    }
    return new Answer(
        201, Map.of("x-subject-token", who.path("name").asText() + "-token"), scoped());
  }

  private String scoped() {
    ObjectNode answer = JSON.createObjectNode();
    ObjectNode token = answer.putObject("token");
    ArrayNode roles = token.putArray("roles");
    collection("roles").values().stream()
        .filter(r -> grants.stream().anyMatch(g -> g.endsWith(" " + r.path("id").asText())))
        .forEach(roles::add);
    token.putObject("project").put("id", PROJECT);
    ArrayNode catalog = token.putArray("catalog");
    for (ObjectNode service : collection("services").values()) {
      ArrayNode endpoints = catalog.addObject().<ObjectNode>setAll(service).putArray("endpoints");
      collection("endpoints").values().stream()
          .filter(e -> e.path("service_id").equals(service.path("id")))
          .map(e -> e.deepCopy().put("url", e.path("url").asText().replace(TEMPLATE, PROJECT)))
          .forEach(endpoints::add);
    }
    return answer.toString();
  }

  private Answer found(String name, String query) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode list = answer.putArray(name);
    collection(name).values().stream().filter(e -> matches(e, query)).forEach(list::add);
    return new Answer(200, Map.of(), answer.toString());
  }

  private static boolean matches(ObjectNode entity, String query) {
    for (String filter : query.split("&", -1)) {
      String[] pair = filter.split("=", -1);
      if (!entity.path(pair[0]).asText().equals(pair[1])) {
        return false;
      }
    }
    return true;
  }

  private Answer created(String name, JsonNode body) {
    Map<String, String> fields = new TreeMap<>();
    body.elements().next().properties().forEach(f -> fields.put(f.getKey(), f.getValue().asText()));
    return one(201, body, put(name, fields));
  }

  private Answer changed(String name, String id, JsonNode body) {
    ObjectNode entity = Objects.requireNonNull(collection(name).get(id));
    entity.setAll((ObjectNode) body.elements().next());
    return one(200, body, entity);
  }

  private static Answer one(int status, JsonNode body, ObjectNode entity) {
    ObjectNode answer = JSON.createObjectNode();
    answer.set(body.fieldNames().next(), entity);
    return new Answer(status, Map.of(), answer.toString());
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
