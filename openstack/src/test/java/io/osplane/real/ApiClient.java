package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.osplane.Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The administrator who asks services by plain HTTP, each time by a port forwarded for it. */
final class ApiClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOKENS = "/v3/auth/tokens";
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Lab lab;
  private final String token;
  private final String project;

  /** Logs in. */
  ApiClient(Lab lab, Access access) {
    this.lab = lab;
    HttpResponse<String> login = send("keystone", 5000, "POST", TOKENS, "", login(lab, access));
    assertThat(login.statusCode()).as(login.body()).isEqualTo(201);
    this.token = login.headers().firstValue("x-subject-token").orElseThrow();
    this.project = json(login.body()).at("/token/project/id").asText();
  }

  private static String login(Lab lab, Access access) {
    return """
        {"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"%s",
        "domain":{"name":"%s"},"password":"%s"}}},"scope":{"project":{"name":"%s","domain":{"name":"%s"}}}}}
        """
        .formatted(
            access.user(),
            access.domain(),
            lab.secret(access.password().name(), access.password().key()),
            access.project(),
            access.domain());
  }

  /** The id of the administrator's project. */
  String project() {
    return project;
  }

  /** The body of an answer with this status; an empty object if it is no JSON. */
  JsonNode ask(String service, int port, String method, String path, String body, int expected) {
    HttpResponse<String> answer = send(service, port, method, path, token, body);
    assertThat(answer.statusCode())
        .as("%s %s: %s", method, path, answer.body())
        .isEqualTo(expected);
    return json(answer.body());
  }

  /** The status of an answer. */
  int status(String service, int port, String path) {
    return send(service, port, "GET", path, token, "").statusCode();
  }

  /** The text of an answer. */
  String text(String service, int port, String path) {
    return send(service, port, "GET", path, token, "").body();
  }

  private HttpResponse<String> send(
      String service, int port, String method, String path, String withToken, String body) {
    try (Forwarded forwarded = Forwarded.to(lab, service, port)) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(forwarded.url(path)))
              .timeout(Duration.ofMinutes(1))
              .header("content-type", "application/json")
              .header("accept", path.endsWith("/payload") ? "text/plain" : "application/json")
              .method(
                  method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
      if (!withToken.isEmpty()) {
        request.header("x-auth-token", withToken);
      }
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.objectNode();
    }
  }
}
