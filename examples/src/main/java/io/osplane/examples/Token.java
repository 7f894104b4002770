package io.osplane.examples;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.Access;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * What may be told of a token that Keystone issued; the token itself is dropped.
 *
 * @param expiresAt when it ends, as Keystone writes it
 */
record Token(String expiresAt) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /**
   * Asks for a token by password (Identity API v3, {@code POST /v3/auth/tokens}).
   *
   * @param keystone the URL with {@code /v3}
   * @param headers what the request needs beside its own
   * @throws IOException if there is no answer, or another one than 201
   */
  static Token issue(URI keystone, Map<String, String> headers, Access access, String password)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(keystone + "/auth/tokens"))
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(login(access, password))));
    headers.forEach(request::header);
    HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() != 201) {
      throw new IOException("Keystone answers HTTP " + answer.statusCode());
    }
    return new Token(JSON.readTree(answer.body()).path("token").path("expires_at").asText());
  }

  private static ObjectNode login(Access access, String password) {
    ObjectNode request = JSON.createObjectNode();
    ObjectNode identity = request.withObject("/auth/identity");
    identity.putArray("methods").add("password");
    ObjectNode user = identity.withObject("/password/user");
    user.put("name", access.user()).put("password", password);
    user.putObject("domain").put("name", access.domain());
    ObjectNode project = request.withObject("/auth/scope/project");
    project.put("name", access.project()).putObject("domain").put("name", access.domain());
    return request;
  }
}
