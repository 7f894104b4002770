package io.osplane.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.error.OsplaneException;
import io.osplane.service.OpenStackApi;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Site;
import io.osplane.spi.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a {@link Trial} makes in the cloud, all of one name, and takes away again. */
final class Belongings {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final RestApi api;
  private final Site site;
  private final Optional<String> host;
  private final String name;
  private final ObjectNode server = JSON.createObjectNode();

  private Belongings(RestApi api, Site site, Optional<String> host) {
    this.api = api;
    this.site = site;
    this.host = host;
    this.name = "osplane-verify" + host.map("-"::concat).orElse("");
  }

  /**
   * As the user of a claim. Trials of different hosts do not meet.
   *
   * @param host where the server is to run; empty for any host
   */
  static Belongings of(Site site, IdentityClaim user, Optional<String> host) {
    return new Belongings(new RestApi(OpenStackApi.as(site, user)), site, host);
  }

  /** Makes everything that a server needs which boots this disk. */
  void prepare(byte[] disk) {
    ObjectNode wanted = server.putObject("server").put("name", name);
    wanted.put("imageRef", image(disk)).put("flavorRef", flavor());
    wanted.putArray("networks").addObject().put("uuid", network());
    host.ifPresent(h -> wanted.put("availability_zone", "nova:" + h));
  }

  /** Asks for the server that was prepared; gives its id. */
  String server() {
    return api.post("compute", "/servers", server).at("/server/id").asText();
  }

  private String image(byte[] disk) {
    ObjectNode image = JSON.createObjectNode().put("name", name);
    image.put("disk_format", "raw").put("container_format", "bare").put("visibility", "private");
    String id = api.post("image", "/v2/images", image).path("id").asText();
    api.upload("image", "/v2/images/" + id + "/file", disk);
    return id;
  }

  private String flavor() {
    ObjectNode flavor = JSON.createObjectNode();
    ObjectNode wanted = flavor.putObject("flavor").put("name", name);
    wanted.put("ram", 64).put("vcpus", 1).put("disk", 1).put("os-flavor-access:is_public", false);
    return api.post("compute", "/flavors", flavor).at("/flavor/id").asText();
  }

  private String network() {
    ObjectNode network = JSON.createObjectNode();
    network.putObject("network").put("name", name);
    String id = api.post("network", "/v2.0/networks", network).at("/network/id").asText();
    ObjectNode subnet = JSON.createObjectNode();
    ObjectNode wanted = subnet.putObject("subnet").put("name", name).put("network_id", id);
    wanted.put("ip_version", 4).put("cidr", "198.18.0.0/24");
    JsonNode unused = api.post("network", "/v2.0/subnets", subnet);
    return id;
  }

  /** The server, as Nova says. */
  JsonNode look(String server) {
    return api.get("compute", "/servers/" + server).path("server");
  }

  /** Its port, as Neutron says; missing if there is none. */
  JsonNode port(String server) {
    return api.get("network", "/v2.0/ports?device_id=" + server).at("/ports/0");
  }

  /** The last lines of its console. */
  String console(String server) {
    ObjectNode action = JSON.createObjectNode();
    action.putObject("os-getConsoleOutput").put("length", 50);
    return api.post("compute", "/servers/" + server + "/action", action).path("output").asText();
  }

  /** Deletes everything of our name; what cannot be deleted is said at the end. */
  void sweep() throws InterruptedException {
    List<String> left = new ArrayList<>();
    delete("compute", "/servers", "servers", left);
    site.await("the server is gone", view -> gone());
    delete("image", "/v2/images", "images", left);
    delete("network", "/v2.0/networks", "networks", left);
    delete("compute", "/flavors", "flavors", left);
    if (!left.isEmpty()) {
      throw new OsplaneException(
          "take away what verifying made: " + String.join("; ", left),
          "Delete what is called " + name + ", or verify again");
    }
  }

  private Verdict gone() {
    int left = ours("compute", "/servers", "servers").size();
    return left == 0 ? Verdict.met() : Verdict.notYet(left + " are left");
  }

  private void delete(String type, String path, String list, List<String> left) {
    for (JsonNode each : ours(type, path, list)) {
      try {
        api.delete(type, path + "/" + each.path("id").asText());
      } catch (OsplaneException e) {
        left.add(e.problem());
      }
    }
  }

  private List<JsonNode> ours(String type, String path, String list) {
    String query = list.equals("flavors") ? "?is_public=None" : "?name=" + name;
    List<JsonNode> ours = new ArrayList<>();
    for (JsonNode each : api.get(type, path + query).path(list)) {
      if (each.path("name").asText().equals(name)) {
        ours.add(each);
      }
    }
    return ours;
  }
}
