package io.osplane.testkit.programs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** A cluster with a Keystone that can be asked for tokens. */
abstract class WithKeystone extends WithPrograms {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();

  void createAccount(String user, String database) {
    createAccount(user, database, "secret");
  }

  void createAccount(String user, String database, String password) {
    assertThat(
            sql(
                    "galera-0",
                    """
                    create database if not exists `%2$s` character set utf8mb3;
                    create user if not exists `%1$s`@`%%` identified by '%3$s';
                    grant all on `%2$s`.* to `%1$s`@`%%`;
                    """
                        .formatted(user, database, password))
                .code())
        .isZero();
  }

  /** Makes Keystone's database in a server that runs, and Keystone. */
  void runKeystone() {
    createAccount("keystone", "keystone");
    create("keystone.yaml");
  }

  HttpResponse<String> ask(String method, String path, String token, String body) {
    return ask("keystone:5000", method, path, Map.of("x-auth-token", token), body);
  }

  /** Asks a Service, {@code NAME:PORT}. */
  HttpResponse<String> ask(
      String service, String method, String path, Map<String, String> headers, String body) {
    String target = "/api/v1/namespaces/default/services/" + service + "/proxy";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(cluster.url() + target + path))
            .header("Authorization", "Bearer " + cluster.adminToken())
            .timeout(Duration.ofSeconds(20))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(path, e);
    }
  }

  HttpResponse<String> login(String user, String password, String project) {
    return ask(
        "POST",
        "/v3/auth/tokens",
        "none",
        """
        {"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"%s",
        "password":"%s","domain":{"id":"default"}}}},
        "scope":{"project":{"name":"%s","domain":{"name":"Default"}}}}}
        """
            .formatted(user, password, project));
  }

  static String tokenOf(HttpResponse<String> login) {
    return login.headers().firstValue("x-subject-token").orElse("");
  }

  String adminToken() {
    return tokenOf(login("admin", "adminpass", "admin"));
  }

  /** Asks whose a token is. */
  HttpResponse<String> validate(String own, String token) {
    Map<String, String> headers = Map.of("x-auth-token", own, "x-subject-token", token);
    return ask("keystone:5000", "GET", "/v3/auth/tokens", headers, "");
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new IllegalStateException(response.body(), e);
    }
  }
}
