package io.osplane.testkit.programs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.Container;
import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * How a service checks the tokens of its callers: it asks Keystone, as the user that {@code
 * [keystone_authtoken]} names, as keystonemiddleware does. Nothing is cached.
 */
record TokenCheck(Container container, ServiceConfig config) {
  private static final String SECTION = "keystone_authtoken";
  private static final String TOKENS = "/auth/tokens";
  private static final HttpReply UNAUTHORIZED =
      KeystoneRequest.error(
          401, "Unauthorized", "The request you have made requires authentication.");
  private static final HttpReply UNAVAILABLE =
      KeystoneRequest.error(
          503, "Service Unavailable", "The Keystone service is temporarily unavailable.");

  /** The answer to a request whose token is not valid or could not be checked. */
  Optional<HttpReply> refusal(HttpCall call) {
    String token = call.headers().getOrDefault("x-auth-token", "");
    return token.isEmpty() ? Optional.of(UNAUTHORIZED) : checked(token);
  }

  private Optional<HttpReply> checked(String token) {
    int status = ownToken().flatMap(own -> validated(own, token)).map(HttpReply::status).orElse(0);
    return switch (status) {
      case 200 -> Optional.empty();
      case 404 -> Optional.of(UNAUTHORIZED);
      default -> {
        container.log("CRITICAL keystonemiddleware.auth_token [-] Unable to validate token");
        yield Optional.of(UNAVAILABLE);
      }
    };
  }

  private Optional<String> ownToken() {
    return ask("POST", Map.of(), login().toString())
        .filter(reply -> reply.status() == 201)
        .map(reply -> reply.headers().getOrDefault("X-Subject-Token", ""));
  }

  private Optional<HttpReply> validated(String own, String token) {
    return ask("GET", Map.of("x-auth-token", own, "x-subject-token", token), "");
  }

  private ObjectNode login() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode auth = body.putObject("auth");
    ObjectNode identity = auth.putObject("identity");
    identity.putArray("methods").add("password");
    identity
        .putObject("password")
        .putObject("user")
        .put("name", option("username"))
        .put("password", option("password"))
        .putObject("domain")
        .put("name", option("user_domain_name"));
    auth.putObject("scope")
        .putObject("project")
        .put("name", option("project_name"))
        .putObject("domain")
        .put("name", option("project_domain_name"));
    return body;
  }

  private String option(String name) {
    return config.option(SECTION, name, "");
  }

  private Optional<HttpReply> ask(String method, Map<String, String> headers, String body) {
    URI url = URI.create(option("auth_url") + TOKENS);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return Optional.ofNullable(url.getHost())
        .flatMap(
            host ->
                container
                    .network()
                    .http(
                        host, new HttpCall(method, url.getPort(), url.getPath(), headers, bytes)));
  }
}
