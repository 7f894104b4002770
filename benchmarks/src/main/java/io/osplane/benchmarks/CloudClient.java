package io.osplane.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The administrator of any cloud in a namespace, whoever deployed it: Osplane's and the floor's are
 * asked in one way, through the API server. Thread-safe.
 */
final class CloudClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_SECONDS = 120;
  private final KubernetesClient cluster;
  private final String namespace;
  private final String password;
  private volatile Session session;

  /** What a service answered. */
  record Answer(int status, String body) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException e) {
        return MissingNode.getInstance();
      }
    }

    /** What it says of an error, whoever says it: Kubernetes or a service. */
    String message() {
      String said = String.join(" ", json().findValuesAsText("message"));
      return said.isEmpty() ? body.lines().findFirst().orElse("nothing") : said;
    }
  }

  private record Session(String token, JsonNode content) {}

  /**
   * Logs in.
   *
   * @param namespace the cloud's
   * @param password the one of the user {@code admin}
   * @throws IllegalStateException if Keystone gives no token
   */
  CloudClient(KubernetesClient cluster, String namespace, String password) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.password = password;
    this.session = logIn();
  }

  /** The administrator's project. */
  String project() {
    return session.content().at("/token/project/id").asText();
  }

  /**
   * Asks a service of the catalogue.
   *
   * @param type its type there
   * @param path after the URL of its entry
   * @param version the header of a microversion; empty for none
   * @param body JSON; empty for none
   * @throws IllegalStateException if there was no answer
   */
  Answer send(String type, String method, String path, Map<String, String> version, String body) {
    Answer answer = once(type, method, path, version, body.replace('\'', '"'));
    if (answer.status() == 401) {
      session = logIn();
      return once(type, method, path, version, body.replace('\'', '"'));
    }
    return answer;
  }

  /** What is told of it, if it is a success. */
  JsonNode told(String type, String method, String path, String body) {
    return told(type, method, path, Map.of(), body);
  }

  /**
   * What is told of it, if it is a success.
   *
   * @throws IllegalStateException if it is none, or there was no answer
   */
  JsonNode told(String type, String method, String path, Map<String, String> version, String body) {
    Answer answer = send(type, method, path, version, body);
    if (answer.status() >= 300) {
      throw new IllegalStateException(method + " " + path + " answered " + answer.status());
    }
    return answer.json();
  }

  private Answer once(
      String type, String method, String path, Map<String, String> version, String body) {
    Session now = session;
    HttpRequest.Builder request = request(method, endpoint(now, type), path, body);
    version.forEach(request::setHeader);
    HttpResponse<String> answer = answered(request.setHeader("x-auth-token", now.token()).build());
    return new Answer(answer.code(), answer.body());
  }

  private Session logIn() {
    String body =
        """
        {"auth": {"identity": {"methods": ["password"], "password": {"user": {
          "name": "admin", "domain": {"id": "default"}, "password": "%s"}}},
          "scope": {"project": {"name": "admin", "domain": {"id": "default"}}}}}
        """
            .formatted(password);
    URI keystone = URI.create("http://keystone:5000/v3");
    HttpResponse<String> answer = answered(request("POST", keystone, "/auth/tokens", body).build());
    String token = answer.header("x-subject-token");
    if (answer.code() != 201 || token == null) {
      throw new IllegalStateException("Keystone gives no token: " + answer.code());
    }
    return new Session(token, new Answer(answer.code(), answer.body()).json());
  }

  private static URI endpoint(Session session, String type) {
    return session
        .content()
        .at("/token/catalog")
        .valueStream()
        .filter(service -> service.path("type").asText().equals(type))
        .flatMap(service -> service.path("endpoints").valueStream())
        .filter(endpoint -> endpoint.path("interface").asText().equals("internal"))
        .map(endpoint -> URI.create(endpoint.path("url").asText()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the catalogue has no " + type));
  }

  private HttpRequest.Builder request(String method, URI service, String path, String body) {
    String url =
        "%sapi/v1/namespaces/%s/services/%s:%d/proxy%s%s"
            .formatted(
                cluster.getMasterUrl(),
                namespace,
                service.getHost().replaceFirst("\\..*", ""),
                service.getPort(),
                service.getPath(),
                path);
    String type = path.endsWith("/file") ? "application/octet-stream" : "application/json";
    HttpRequest.Builder request = cluster.getHttpClient().newHttpRequestBuilder().uri(url);
    return body.isEmpty()
        ? request.method(method, null, (String) null)
        : request.method(method, type, body);
  }

  private HttpResponse<String> answered(HttpRequest request) {
    try {
      return cluster
          .getHttpClient()
          .sendAsync(request, String.class)
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(request.method() + " was not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
