package io.osplane.testkit.programs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.Container;
import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** A program as the user that a section of its configuration names; it logs in for each request. */
record KeystoneUser(Container container, ServiceConfig config, String section) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOKENS = "/auth/tokens";
  private static final String TOKEN = "x-auth-token";

  /** Asks whose a token is; empty if Keystone does not answer, or does not let the user in. */
  Optional<HttpReply> validate(String token) {
    return logIn()
        .flatMap(
            login ->
                send("GET", tokens(), Map.of(TOKEN, tokenOf(login), "x-subject-token", token), ""));
  }

  /**
   * Asks a service of the catalogue, inside the cluster.
   *
   * @param type the service type in the catalogue
   * @param path what comes after the endpoint's URL
   * @return empty if there is no token, no such service, or no answer
   */
  Optional<HttpReply> ask(String type, String method, String path, String body) {
    return logIn()
        .flatMap(
            login ->
                endpoint(login, type)
                    .flatMap(url -> send(method, url + path, Map.of(TOKEN, tokenOf(login)), body)));
  }

  private Optional<HttpReply> logIn() {
    return send("POST", tokens(), Map.of(), login().toString()).filter(r -> r.status() == 201);
  }

  private static String tokenOf(HttpReply login) {
    return login.headers().getOrDefault("X-Subject-Token", "");
  }

  private Optional<String> endpoint(HttpReply login, String type) {
    for (JsonNode service : json(login.text()).at("/token/catalog")) {
      for (JsonNode endpoint : service.path("endpoints")) {
        if (service.path("type").asText().equals(type)
            && endpoint.path("interface").asText().equals("internal")) {
          return Optional.of(endpoint.path("url").asText());
        }
      }
    }
    return Optional.empty();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
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

  private String tokens() {
    return option("auth_url") + TOKENS;
  }

  private String option(String name) {
    return config.option(section, name, "");
  }

  private Optional<HttpReply> send(
      String method, String to, Map<String, String> headers, String body) {
    URI url = URI.create(to);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    HttpCall call = new HttpCall(method, url.getPort(), url.getPath() + query, headers, bytes);
    return Optional.ofNullable(url.getHost()).flatMap(host -> container.network().http(host, call));
  }
}
