package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;

/** A real API server, for {@link FieldDiffCheck}; objects go to the namespace {@code default}. */
final class ApiServer {
  private final FieldSchema schema = FieldSchema.load();
  private final HttpClient client;
  private final String url;
  private final String token;

  ApiServer(String url, String token) throws GeneralSecurityException {
    this.client = HttpClient.newBuilder().sslContext(OpenApiData.trustingAll()).build();
    this.url = url;
    this.token = token;
  }

  /** The object as it is afterwards, or the server's {@code Status}. */
  JsonNode apply(JsonNode object, String parameters) throws IOException {
    return send(object, "PATCH", "application/apply-patch+yaml", "?" + parameters, object);
  }

  JsonNode merge(JsonNode object, JsonNode patch, String manager) throws IOException {
    return send(object, "PATCH", "application/merge-patch+json", "?fieldManager=" + manager, patch);
  }

  JsonNode get(JsonNode object) throws IOException {
    return send(object, "GET", "application/json", "", null);
  }

  void delete(JsonNode object) throws IOException {
    send(object, "DELETE", "application/json", "?propagationPolicy=Background", null);
  }

  private JsonNode send(JsonNode object, String method, String type, String query, JsonNode body)
      throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path(object) + query))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", type)
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
            .build();
    try {
      return new JsonMapper().readTree(client.send(request, BodyHandlers.ofByteArray()).body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(request.toString());
    }
  }

  private String path(JsonNode object) {
    String version = object.path("apiVersion").asText();
    FieldSchema.Kind kind = schema.kind(version, object.path("kind").asText()).orElseThrow();
    String root = version.equals("v1") ? "/api/v1" : "/apis/" + version;
    String name = object.path("metadata").path("name").asText();
    return root + "/namespaces/default/" + kind.plural() + "/" + name;
  }
}
