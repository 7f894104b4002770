package io.osplane.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.osplane.error.OsplaneException;
import io.osplane.service.OpenStackApi;
import io.osplane.spi.Member.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Servers without a network on fake hosts, as the user of Nova. Whether one is there, or gone, is
 * asked every half second, which is as fine as the times are.
 */
final class FakeServers implements ServerLoad.Target {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> VERSION =
      Map.of("openstack-api-version", "compute 2.96");
  private static final long PAUSE_MILLIS = 500;
  private static final int LOOKS = 600;
  private final OpenStackApi api;
  private final String image;
  private final String flavor;

  private FakeServers(OpenStackApi api, String image, String flavor) {
    this.api = api;
    this.image = image;
    this.flavor = flavor;
  }

  /** Makes an image that nobody boots and a small flavor, and lifts the project's quotas. */
  static FakeServers prepare(OpenStackApi api) {
    String image =
        made(
            api,
            "image",
            "/v2/images",
            "{'name':'nothing','disk_format':'raw','container_format':'bare'}",
            "/id");
    byte[] content = "nothing".getBytes(StandardCharsets.UTF_8);
    expect(api.upload("image", "PUT", "/v2/images/" + image + "/file", content));
    String flavor = "{'flavor':{'name':'fake','ram':64,'vcpus':1,'disk':0}}";
    FakeServers servers =
        new FakeServers(api, image, made(api, "compute", "/flavors", flavor, "/flavor/id"));
    servers.liftQuotas();
    return servers;
  }

  private void liftQuotas() {
    for (JsonNode project : get("identity", "/projects?name=service").path("projects")) {
      String body = "{'quota_set':{'instances':-1,'cores':-1,'ram':-1}}".replace('\'', '"');
      String path = "/os-quota-sets/" + project.path("id").asText();
      expect(api.send("compute", "PUT", path, VERSION, body));
    }
  }

  @Override
  public String boot(int number) throws InterruptedException, ServerLoad.FailedServerException {
    String body =
        "{'server':{'name':'s%d','imageRef':'%s','flavorRef':'%s','networks':'none'}}"
            .formatted(number, image, flavor)
            .replace('\'', '"');
    String id = json(sent("POST", "/servers", body, "")).at("/server/id").asText();
    for (int look = 0; look < LOOKS; look++) {
      JsonNode server = json(sent("GET", "/servers/" + id, "", id)).path("server");
      switch (server.path("status").asText()) {
        case "ACTIVE" -> {
          return id;
        }
        case "ERROR" ->
            throw new ServerLoad.FailedServerException(
                server.at("/fault/message").asText("ERROR"), id);
        default -> pause();
      }
    }
    throw new ServerLoad.FailedServerException("not ACTIVE in time", id);
  }

  @Override
  public void delete(String id) throws InterruptedException, ServerLoad.FailedServerException {
    Answer unused = sent("DELETE", "/servers/" + id, "", id);
    for (int look = 0; look < LOOKS; look++) {
      if (sent("GET", "/servers/" + id, "", id).status() == 404) {
        return;
      }
      pause();
    }
    throw new ServerLoad.FailedServerException("not gone in time", id);
  }

  /** An answer that is no success, but for what is not found, is a failure. */
  private Answer sent(String method, String path, String body, String id)
      throws ServerLoad.FailedServerException {
    try {
      Answer answer = api.send("compute", method, path, VERSION, body);
      if (answer.status() < 300 || answer.status() == 404) {
        return answer;
      }
      throw new ServerLoad.FailedServerException(method + " answered " + answer.status(), id);
    } catch (OsplaneException e) {
      throw new ServerLoad.FailedServerException(method + " was not answered", id);
    }
  }

  private JsonNode get(String type, String path) {
    return json(expect(api.send(type, "GET", path, Map.of(), "")));
  }

  private static String made(OpenStackApi api, String type, String path, String body, String id) {
    Answer answer = api.send(type, "POST", path, Map.of(), body.replace('\'', '"'));
    return json(expect(answer)).at(id).asText();
  }

  private static Answer expect(Answer answer) {
    if (answer.status() >= 300) {
      throw new IllegalStateException(answer.status() + " " + answer.body());
    }
    return answer;
  }

  private static JsonNode json(Answer answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static void pause() throws InterruptedException {
    if (new CountDownLatch(1).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("nobody counts down");
    }
  }
}
