package io.osplane.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.osplane.ComponentName;
import io.osplane.ControlPlane;
import io.osplane.service.OpenStackApi;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Member.Answer;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Boots a server, as the user of Nova: what the floor's client does too. */
final class ServerClient {
  private static final ComponentName NOVA = ComponentName.of("nova");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LOOKS = 1_200;
  private static final long PAUSE_MILLIS = 250;
  private final OpenStackApi api;

  private ServerClient(OpenStackApi api) {
    this.api = api;
  }

  /** Logs in. */
  static ServerClient of(ControlPlane cloud) {
    return cloud
        .facet(NOVA)
        .look(
            (spec, probe) ->
                new ServerClient(OpenStackApi.as(probe, IdentityClaim.of(NOVA.value()))));
  }

  /** Makes an image of a disk; its id. */
  String image(byte[] disk) {
    String image =
        made(
            "image",
            "/v2/images",
            "{'name':'bench','disk_format':'raw','container_format':'bare'}",
            "/id");
    expect(api.upload("image", "PUT", "/v2/images/" + image + "/file", disk));
    return image;
  }

  /** Makes a network with a subnet; its id. */
  String network() {
    String network = made("network", "/v2.0/networks", "{'network':{'name':'n'}}", "/network/id");
    String subnet =
        "{'subnet':{'network_id':'%s','ip_version':4,'cidr':'10.78.0.0/24'}}".formatted(network);
    if (made("network", "/v2.0/subnets", subnet, "/subnet/id").isEmpty()) {
      throw new IllegalStateException("no subnet");
    }
    return network;
  }

  /**
   * Boots a server; returns when it is ACTIVE.
   *
   * @throws IllegalStateException if it is in error, or not there after two minutes
   */
  void boot(String image, String network) {
    String flavor = "{'flavor':{'name':'nano','ram':128,'vcpus':1,'disk':1}}";
    String server =
        "{'server':{'name':'s','imageRef':'%s','flavorRef':'%s','networks':[{'uuid':'%s'}]}}";
    String nano = made("compute", "/flavors", flavor, "/flavor/id");
    String id = made("compute", "/servers", server.formatted(image, nano, network), "/server/id");
    until(id, "ACTIVE");
  }

  /** Deletes every server, so that nothing of it outlives the cloud. */
  void delete() {
    for (JsonNode server : get("/servers").path("servers")) {
      expect(api.send("compute", "DELETE", "/servers/" + server.path("id").asText(), none(), ""));
    }
    for (int look = 0; look < LOOKS && !get("/servers").path("servers").isEmpty(); look++) {
      pause();
    }
  }

  private void until(String server, String wanted) {
    for (int look = 0; look < LOOKS; look++) {
      JsonNode seen = get("/servers/" + server).path("server");
      String status = seen.path("status").asText();
      if (status.equals(wanted)) {
        return;
      }
      if (status.equals("ERROR")) {
        throw new IllegalStateException("the server failed: " + seen.at("/fault/message").asText());
      }
      pause();
    }
    throw new IllegalStateException("the server is not " + wanted + " in time");
  }

  private JsonNode get(String path) {
    return json(expect(api.send("compute", "GET", path, none(), "")));
  }

  private String made(String type, String path, String body, String id) {
    Answer answer = api.send(type, "POST", path, none(), body.replace('\'', '"'));
    return json(expect(answer)).at(id).asText();
  }

  private static Map<String, String> none() {
    return Map.of();
  }

  private static Answer expect(Answer answer) {
    if (answer.status() >= 300) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "%d %s", answer.status(), answer.body()));
    }
    return answer;
  }

  private static JsonNode json(Answer answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() {
    try {
      if (new CountDownLatch(1).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("nobody counts down");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
