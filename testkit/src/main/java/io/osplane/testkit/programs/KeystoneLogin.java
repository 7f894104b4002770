package io.osplane.testkit.programs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.HttpReply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Passwords into tokens, and tokens into who they belong to.
 *
 * @param expires when a token that is issued now ends
 */
record KeystoneLogin(Identity identity, FernetTokens tokens, Instant expires) {
  private static final HttpReply UNAUTHORIZED =
      KeystoneRequest.error(
          401, "Unauthorized", "The request you have made requires authentication.");

  /**
   * Who asks, and where.
   *
   * @param kind {@code project} or {@code domain}
   */
  private record Scope(JsonNode user, String kind, JsonNode target, List<JsonNode> roles) {}

  /** The answer to {@code POST /v3/auth/tokens}. */
  HttpReply issue(JsonNode body) {
    JsonNode auth = body.path("auth");
    JsonNode who = auth.path("identity").path("password").path("user");
    return named("users", who)
        .filter(this::isEnabled)
        .filter(u -> identity.isPassword(id(u), who.path("password").asText()))
        .flatMap(u -> target(auth.path("scope")).map(target -> scope(u, target)))
        .filter(scope -> !scope.roles().isEmpty())
        .map(this::issued)
        .orElse(UNAUTHORIZED);
  }

  /** Whether a token is valid and its user an administrator; else the refusal. */
  Optional<HttpReply> refusal(String token) {
    Optional<FernetTokens.Claim> claim = tokens.read(token);
    if (claim.isEmpty()) {
      return Optional.of(UNAUTHORIZED);
    }
    boolean isAdmin =
        identity.roles(claim.get().project(), claim.get().user()).stream()
            .anyMatch(r -> r.path("name").asText().equals("admin"));
    return isAdmin
        ? Optional.empty()
        : Optional.of(
            KeystoneRequest.error(403, "Forbidden", "You are not authorized to do this."));
  }

  /** The answer to {@code GET /v3/auth/tokens}: whom a token belongs to. */
  HttpReply validate(String token) {
    return tokens
        .read(token)
        .flatMap(claim -> scope(claim).map(scope -> described(scope, claim.expires())))
        .map(body -> answer(200, token, body))
        .orElseGet(() -> KeystoneRequest.error(404, "Not Found", "Could not find token."));
  }

  /** Of a user that is still there and may still log in. */
  private Optional<Scope> scope(FernetTokens.Claim claim) {
    return identity
        .get("users", claim.user())
        .filter(this::isEnabled)
        .flatMap(
            user ->
                identity
                    .get("projects", claim.project())
                    .or(() -> identity.get("domains", claim.project()))
                    .map(target -> scope(user, target)));
  }

  /** Whoever is in a domain that is disabled is, too. */
  private boolean isEnabled(JsonNode user) {
    boolean isDomain =
        identity
            .get("domains", user.path("domain_id").asText())
            .map(domain -> domain.path("enabled").asBoolean(true))
            .orElse(true);
    return isDomain && user.path("enabled").asBoolean(true);
  }

  private Optional<JsonNode> target(JsonNode scope) {
    return scope.has("domain")
        ? domain(scope.path("domain"))
        : named("projects", scope.path("project"));
  }

  private Optional<JsonNode> named(String collection, JsonNode asked) {
    String domain = domainId(asked.path("domain"));
    return identity
        .find(collection, Map.of("name", asked.path("name").asText(), "domain_id", domain))
        .stream()
        .findFirst();
  }

  private String domainId(JsonNode asked) {
    boolean isDefault = asked.path("name").asText().equals("Default");
    return isDefault
        ? Identity.DOMAIN
        : domain(asked).map(KeystoneLogin::id).orElse(asked.path("id").asText());
  }

  private Optional<JsonNode> domain(JsonNode asked) {
    return identity.find("domains", Map.of("name", asked.path("name").asText())).stream()
        .findFirst();
  }

  private Scope scope(JsonNode user, JsonNode target) {
    boolean isProject = identity.get("projects", id(target)).isPresent();
    List<JsonNode> roles = identity.roles(id(target), id(user));
    return new Scope(user, isProject ? "project" : "domain", target, roles);
  }

  private HttpReply issued(Scope scope) {
    return tokens
        .issue(new FernetTokens.Claim(id(scope.user()), id(scope.target()), expires))
        .map(text -> answer(201, text, described(scope, expires)))
        .orElseGet(
            () -> KeystoneRequest.error(500, "Internal Server Error", "no Fernet key is there"));
  }

  private JsonNode described(Scope scope, Instant end) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode token = body.putObject("token");
    token.putArray("methods").add("password");
    ArrayNode roles = token.putArray("roles");
    scope.roles().forEach(r -> reference(roles.addObject(), r));
    inDomain(token.putObject("user"), scope.user());
    inDomain(token.putObject(scope.kind()), scope.target());
    catalogue(token.putArray("catalog"), id(scope.target()));
    token.put("expires_at", end.toString());
    return body;
  }

  private static HttpReply answer(int status, String token, JsonNode body) {
    return new HttpReply(
        status,
        Map.of("Content-Type", "application/json", "X-Subject-Token", token),
        body.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void reference(ObjectNode into, JsonNode entity) {
    into.put("id", id(entity)).put("name", entity.path("name").asText());
  }

  private static void inDomain(ObjectNode into, JsonNode entity) {
    reference(into, entity);
    into.putObject("domain").put("id", Identity.DOMAIN).put("name", "Default");
  }

  /** As the caller sees it: with the id of the project in its URLs. */
  private void catalogue(ArrayNode into, String project) {
    for (JsonNode service : identity.find("services", Map.of())) {
      ObjectNode entry = into.addObject();
      reference(entry, service);
      entry.put("type", service.path("type").asText());
      ArrayNode endpoints = entry.putArray("endpoints");
      identity
          .find("endpoints", Map.of("service_id", id(service)))
          .forEach(e -> endpoints.add(at(Identity.shown(e), project)));
    }
  }

  private static ObjectNode at(ObjectNode endpoint, String project) {
    String url = endpoint.path("url").asText();
    return endpoint.put("url", url.replace("%(project_id)s", project));
  }

  private static String id(JsonNode entity) {
    return entity.path("id").asText();
  }
}
