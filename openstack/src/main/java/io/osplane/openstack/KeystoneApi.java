package io.osplane.openstack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.error.OsplaneException;
import io.osplane.spi.Member.Answer;
import io.osplane.spi.Probe;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The requests of the Identity API v3 that Osplane makes; nothing it says holds a secret. */
final class KeystoneApi {
  /** The domain that bootstrap makes; its id and its name differ only in case. */
  static final String DOMAIN_ID = "default";

  static final String DOMAIN = "Default";

  static final int PORT = 5000;
  private static final int CONFLICT = 409;
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Probe probe;
  private final String service;
  private final String token;

  private KeystoneApi(Probe probe, String service, String token) {
    this.probe = probe;
    this.service = service;
    this.token = token;
  }

  /**
   * Asks for a token with a password, scoped to a project of the default domain.
   *
   * @return whatever was answered; 201 with a token
   * @throws io.osplane.error.UnreachableException if there was no answer
   */
  static Answer login(Probe probe, String service, String user, String password, String project) {
    ObjectNode auth = JsonNodeFactory.instance.objectNode();
    who(auth, user, password).put("id", DOMAIN_ID);
    ObjectNode scope = auth.putObject("scope").putObject("project");
    scope.put("name", project).putObject("domain").put("id", DOMAIN_ID);
    return token(probe, service, auth);
  }

  /**
   * Asks for a token with a password, scoped to the user's domain.
   *
   * @param domain the domain's name
   * @return whatever was answered; 201 with a token
   * @throws io.osplane.error.UnreachableException if there was no answer
   */
  static Answer loginToDomain(
      Probe probe, String service, String user, String password, String domain) {
    ObjectNode auth = JsonNodeFactory.instance.objectNode();
    who(auth, user, password).put("name", domain);
    auth.putObject("scope").putObject("domain").put("name", domain);
    return token(probe, service, auth);
  }

  /** The user's domain, to be filled in. */
  private static ObjectNode who(ObjectNode auth, String user, String password) {
    ObjectNode identity = auth.putObject("identity");
    identity.putArray("methods").add("password");
    ObjectNode who = identity.putObject("password").putObject("user");
    return who.put("name", user).put("password", password).putObject("domain");
  }

  private static Answer token(Probe probe, String service, ObjectNode auth) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("auth", auth);
    Map<String, String> headers = Map.of("content-type", "application/json");
    return probe.http(service, "POST", PORT, "/v3/auth/tokens", headers, body.toString());
  }

  /**
   * A session of the administrator.
   *
   * @throws OsplaneException if Keystone issues no token
   */
  static KeystoneApi as(Probe probe, String service, Answer login) {
    String token = login.headers().get("x-subject-token");
    if (login.status() != 201 || token == null) {
      throw refused("ask Keystone for the administrator's token", login);
    }
    return new KeystoneApi(probe, service, token);
  }

  /** The first entity that matches all filters. */
  Optional<JsonNode> find(String collection, Map<String, String> filters) {
    return findAll(collection, filters).stream().findFirst();
  }

  /** The entities that match all filters. */
  List<JsonNode> findAll(String collection, Map<String, String> filters) {
    String query =
        new TreeMap<>(filters)
            .entrySet().stream()
                .map(
                    e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    return ask("GET", "/v3/" + collection + "?" + query, "", 200)
        .path(collection)
        .valueStream()
        .toList();
  }

  /** The id of the one that matches, made if there is none; somebody else may be first. */
  String ensure(String collection, String singular, Map<String, String> match) {
    return find(collection, match)
        .or(() -> made(collection, singular, match))
        .or(() -> find(collection, match))
        .map(node -> node.path("id").asText())
        .orElseThrow(
            () ->
                new OsplaneException(
                    "Keystone says that a " + singular + " is there, and finds none " + match,
                    "Look at the health of Keystone and its database, then apply again"));
  }

  private Optional<JsonNode> made(String collection, String singular, Map<String, String> fields) {
    Answer answer = send("POST", "/v3/" + collection, wrapped(singular, fields));
    if (answer.status() == CONFLICT) {
      return Optional.empty();
    }
    return Optional.of(expect(201, "POST /v3/" + collection, answer).path(singular));
  }

  /** Makes an entity, and gives it back. */
  JsonNode create(String collection, String singular, Map<String, String> fields) {
    return ask("POST", "/v3/" + collection, wrapped(singular, fields), 201).path(singular);
  }

  /** Changes fields of an entity. */
  void change(String collection, String singular, String id, Map<String, ?> fields) {
    JsonNode unused = ask("PATCH", "/v3/" + collection + "/" + id, wrapped(singular, fields), 200);
  }

  /** Deletes an entity. */
  void delete(String collection, String id) {
    JsonNode unused = ask("DELETE", "/v3/" + collection + "/" + id, "", 204);
  }

  /**
   * Gives a user a role on a project or a domain; harmless if it has it.
   *
   * @param collection {@code projects} or {@code domains}
   */
  void grant(String collection, String id, String user, String role) {
    String path = "/v3/%s/%s/users/%s/roles/%s".formatted(collection, id, user, role);
    JsonNode unused = ask("PUT", path, "", 204);
  }

  private static String wrapped(String singular, Map<String, ?> fields) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set(singular, JSON.valueToTree(new TreeMap<>(fields)));
    return body.toString();
  }

  private JsonNode ask(String method, String path, String body, int expected) {
    return expect(expected, method + " " + path, send(method, path, body));
  }

  private Answer send(String method, String path, String body) {
    Map<String, String> headers = Map.of("content-type", "application/json", "x-auth-token", token);
    return probe.http(service, method, PORT, path, headers, body);
  }

  private static JsonNode expect(int status, String tried, Answer answer) {
    if (answer.status() != status) {
      throw refused(tried, answer);
    }
    return answer.body().isEmpty() ? JsonNodeFactory.instance.objectNode() : json(answer);
  }

  /** An answer's body; an empty object if it is no JSON. */
  static JsonNode json(Answer answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.objectNode();
    }
  }

  /** Keystone repeats what was sent in the messages of some errors, so only the title is told. */
  private static OsplaneException refused(String tried, Answer answer) {
    return new OsplaneException(
        tried
            + ": Keystone answered "
            + answer.status()
            + " "
            + json(answer).path("error").path("title").asText("without a reason"),
        "Look at the health of Keystone and its database, then apply again");
  }
}
