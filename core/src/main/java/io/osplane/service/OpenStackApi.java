package io.osplane.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.error.OsplaneException;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Member.Answer;
import io.osplane.spi.Probe;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * OpenStack's REST APIs, as a service user asks them: one login, and the catalogue that came with
 * it. Requests go to the Services inside the cluster. Nothing it says holds a secret. Thread-safe.
 */
public final class OpenStackApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int UNAUTHORIZED = 401;
  private final Probe probe;
  private final IdentityClaim claim;
  private volatile Login login;

  private OpenStackApi(Probe probe, IdentityClaim claim) {
    this.probe = probe;
    this.claim = claim;
    this.login = login(probe, claim);
  }

  /** What Keystone gave. */
  private record Login(String token, JsonNode catalogue) {}

  /**
   * Logs in as the user of a claim, once for all that one task or one look asks.
   *
   * @throws io.osplane.error.UnreachableException if Keystone does not answer
   * @throws OsplaneException if it issues no token
   */
  public static OpenStackApi as(Probe probe, IdentityClaim claim) {
    return probe.kept(OpenStackApi.class, claim, () -> new OpenStackApi(probe, claim));
  }

  private static Login login(Probe probe, IdentityClaim claim) {
    IdentityClaim.Binding user = probe.binding(claim);
    URI keystone = URI.create(user.authUrl());
    Answer answer =
        probe.http(
            serviceOf(keystone),
            "POST",
            keystone.getPort(),
            keystone.getPath() + "/v3/auth/tokens",
            Map.of("content-type", "application/json"),
            body(user, probe.reveal(user.password())));
    String token = answer.headers().get("x-subject-token");
    if (answer.status() != 201 || token == null) {
      throw new OsplaneException(
          "log in to Keystone as " + user.user() + ": it answered " + answer.status(),
          "Look at the health of Keystone; deploy again if the user is not there");
    }
    return new Login(token, json(answer.body()).at("/token/catalog"));
  }

  private static String body(IdentityClaim.Binding user, String password) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode auth = body.putObject("auth");
    ObjectNode identity = auth.putObject("identity");
    identity.putArray("methods").add("password");
    ObjectNode who = identity.putObject("password").putObject("user");
    who.put("name", user.user()).put("password", password);
    who.putObject("domain").put("name", user.domain());
    ObjectNode scope = auth.putObject("scope").putObject("project");
    scope.put("name", user.project()).putObject("domain").put("name", user.domain());
    return body.toString();
  }

  /**
   * Sends a request to a service; whatever it answers is given back. With a token that is void it
   * logs in anew: a wait may last longer than a token.
   *
   * @param type the service type in the catalogue, for example {@code compute}
   * @param path what comes after the endpoint's URL
   * @param headers further ones, as a microversion
   * @param body JSON; empty for none
   * @throws io.osplane.error.UnreachableException if there was no answer
   * @throws OsplaneException if the catalogue has no such service
   */
  public Answer send(
      String type, String method, String path, Map<String, String> headers, String body) {
    URI endpoint = endpoint(type);
    Answer answer = send(endpoint, method, path, headers, body);
    if (answer.status() != UNAUTHORIZED) {
      return answer;
    }
    login = login(probe, claim);
    return send(endpoint, method, path, headers, body);
  }

  private Answer send(
      URI endpoint, String method, String path, Map<String, String> headers, String body) {
    Map<String, String> all = new TreeMap<>(headers);
    all.put("x-auth-token", login.token());
    if (!body.isEmpty()) {
      all.putIfAbsent("content-type", "application/json");
    }
    String whole = endpoint.getPath() + path;
    return probe.http(serviceOf(endpoint), method, endpoint.getPort(), whole, all, body);
  }

  /** As {@link #send}, with a body that is no text. */
  public Answer upload(String type, String method, String path, byte[] body) {
    URI endpoint = endpoint(type);
    Map<String, String> headers =
        Map.of("x-auth-token", login.token(), "content-type", "application/octet-stream");
    String whole = endpoint.getPath() + path;
    return probe.upload(serviceOf(endpoint), method, endpoint.getPort(), whole, headers, body);
  }

  /** A catalogue that is older than the service does not have it: it is fetched again. */
  private URI endpoint(String type) {
    return listed(type)
        .or(
            () -> {
              login = login(probe, claim);
              return listed(type);
            })
        .orElseThrow(
            () ->
                new OsplaneException(
                    "find the service of type " + type + ": the catalogue has none in this region",
                    "Deploy again; if the spec has no such component, add it"));
  }

  private Optional<URI> listed(String type) {
    return login
        .catalogue()
        .valueStream()
        .filter(service -> service.path("type").asText().equals(type))
        .flatMap(service -> service.path("endpoints").valueStream())
        .filter(this::isOurs)
        .map(endpoint -> URI.create(endpoint.path("url").asText()))
        .findFirst();
  }

  private boolean isOurs(JsonNode endpoint) {
    return endpoint.path("interface").asText().equals("internal")
        && endpoint.path("region_id").asText().equals(probe.plane().region());
  }

  /** The Service of a URL in the cluster: the first label of its host. */
  private static String serviceOf(URI url) {
    String host = url.getHost();
    int dot = host.indexOf('.');
    return dot < 0 ? host : host.substring(0, dot);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.objectNode();
    }
  }
}
