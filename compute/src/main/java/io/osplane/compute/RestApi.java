package io.osplane.compute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.osplane.error.OsplaneException;
import io.osplane.service.OpenStackApi;
import io.osplane.spi.Member.Answer;
import java.util.Map;
import java.util.Optional;

/** Requests with JSON to OpenStack's services; what is not a success is an error that says why. */
record RestApi(OpenStackApi api) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Versions of 2025.1; Nova's services have UUIDs since 2.53. */
  private static final Map<String, Map<String, String>> VERSIONS =
      Map.of(
          "compute", Map.of("openstack-api-version", "compute 2.96"),
          "placement", Map.of("openstack-api-version", "placement 1.36"));

  JsonNode get(String type, String path) {
    return ask(type, "GET", path, "");
  }

  JsonNode post(String type, String path, JsonNode body) {
    return ask(type, "POST", path, body.toString());
  }

  /** Asks for something to be done to what may be gone, which is no error. */
  void ask(String type, String path, JsonNode body) {
    Answer answer = send(type, "POST", path, body.toString());
    if (answer.status() != 404) {
      JsonNode unused = expect("POST", path, answer);
    }
  }

  void put(String type, String path, JsonNode body) {
    JsonNode unused = ask(type, "PUT", path, body.toString());
  }

  /** Puts what is said by its path alone. */
  void mark(String type, String path) {
    JsonNode unused = ask(type, "PUT", path, "");
  }

  /** Deletes; what is gone already is no error. */
  void delete(String type, String path) {
    Answer answer = send(type, "DELETE", path, "");
    if (answer.status() != 404) {
      JsonNode unused = expect("DELETE", path, answer);
    }
  }

  /** The answer; missing if there is no such thing. */
  JsonNode find(String type, String path) {
    Answer answer = send(type, "GET", path, "");
    return answer.status() == 404 ? MissingNode.getInstance() : expect("GET", path, answer);
  }

  void upload(String type, String path, byte[] content) {
    JsonNode unused = expect("PUT", path, api.upload(type, "PUT", path, content));
  }

  private JsonNode ask(String type, String method, String path, String body) {
    return expect(method, path, send(type, method, path, body));
  }

  private Answer send(String type, String method, String path, String body) {
    return api.send(type, method, path, VERSIONS.getOrDefault(type, Map.of()), body);
  }

  /** An answer that cannot be read is not taken for one that says that there is nothing. */
  private static JsonNode expect(String method, String path, Answer answer) {
    Optional<JsonNode> body = json(answer.body());
    boolean isGood = answer.status() >= 200 && answer.status() < 300;
    if (!isGood || body.isEmpty()) {
      String why = body.map(RestApi::why).orElse("with no JSON");
      throw new OsplaneException(
          "%s %s: the answer was %d %s".formatted(method, path, answer.status(), why).strip(),
          "Look at the health of the service that was asked, then apply again");
    }
    return body.get();
  }

  /** Bodies of errors name what was asked for; passwords are in no request of ours. */
  private static String why(JsonNode body) {
    JsonNode first = body.isEmpty() ? body : body.elements().next();
    return first.path("message").asText(first.path(0).path("detail").asText());
  }

  private static Optional<JsonNode> json(String text) {
    try {
      return Optional.of(text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
