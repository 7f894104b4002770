package io.osplane.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.service.OpenStackApi;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Probe;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The requests that hosts and their guests need: to Nova, Placement and Neutron. */
final class CloudApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> BETWEEN = Set.of("accepted", "queued", "preparing", "running");
  private final RestApi api;

  private CloudApi(RestApi api) {
    this.api = api;
  }

  /**
   * Logs in as the user of a claim, which has the role {@code admin}.
   *
   * @throws io.osplane.error.OsplaneException if there is no token or no answer
   */
  static CloudApi as(Probe probe, IdentityClaim claim) {
    return new CloudApi(new RestApi(OpenStackApi.as(probe, claim)));
  }

  /**
   * A process of Nova that reports.
   *
   * @param id its UUID
   * @param binary which program it is
   * @param isUp whether it reports, or was new, within the last minute
   * @param hasReported whether it ever did; one that is new is up before that
   * @param isEnabled of an agent: whether servers are placed on its host
   * @param reason why not; empty if nobody said
   */
  record Service(
      String id,
      String binary,
      String host,
      boolean isUp,
      boolean hasReported,
      boolean isEnabled,
      String reason) {
    /** What the conductor says of a host that it knows since then, and is to be tested first. */
    private static final String NEW = "New compute service disabled due to config option.";

    /** Whether it was never enabled, and nobody has decided anything else of it. */
    boolean isWaiting() {
      return !isEnabled && reason.equals(NEW);
    }
  }

  /** The agents of all hosts. */
  List<Service> services() {
    return services("/os-services?binary=nova-compute");
  }

  /** Every process that reports. */
  List<Service> allServices() {
    return services("/os-services");
  }

  private List<Service> services(String path) {
    List<Service> found = new ArrayList<>();
    for (JsonNode each : api.get("compute", path).path("services")) {
      found.add(
          new Service(
              each.path("id").asText(),
              each.path("binary").asText(),
              each.path("host").asText(),
              each.path("state").asText().equals("up"),
              !each.path("updated_at").isNull(),
              each.path("status").asText().equals("enabled"),
              each.path("disabled_reason").asText("")));
    }
    return List.copyOf(found);
  }

  /** Says that servers are placed on a host. */
  void enable(Service service) {
    put(service, JSON.createObjectNode().put("status", "enabled"));
  }

  /** Lets no more servers be placed on a host. */
  void disable(Service service, String reason) {
    put(service, JSON.createObjectNode().put("status", "disabled").put("disabled_reason", reason));
  }

  private void put(Service service, JsonNode body) {
    api.put("compute", "/os-services/" + service.id(), body);
  }

  /** Forgets an agent, and with it the host's mapping and inventory. */
  void forget(Service service) {
    api.delete("compute", "/os-services/" + service.id());
  }

  /** The servers of every project on a host. */
  List<Guest> guests(String host) {
    return occupants(host).stream().map(Occupant::guest).toList();
  }

  /** The servers of every project on a host, with what decides how they can leave. */
  List<Occupant> occupants(String host) {
    return servers("host=" + encoded(host));
  }

  /** The servers that a drain has begun to shelve, wherever they are. */
  List<Occupant> marked() {
    return servers("tags-any=" + Shelving.WAS_OFF + "," + Shelving.WAS_ON);
  }

  /**
   * The servers on other hosts that were resized from this one, where their former disks stay until
   * that is confirmed or reverted.
   */
  List<Occupant> resizedFrom(String host) {
    return migrations("status=finished&source_compute=" + encoded(host))
        .flatMap(each -> server(each.path("instance_uuid").asText()).stream())
        .map(Occupant::of)
        .filter(server -> !server.guest().host().equals(host))
        .toList();
  }

  private List<Occupant> servers(String which) {
    List<Occupant> found = new ArrayList<>();
    String path = "/servers/detail?all_tenants=1&" + which;
    api.get("compute", path).path("servers").forEach(each -> found.add(Occupant.of(each)));
    return List.copyOf(found);
  }

  /** Asks for an action without arguments on a server; of one that is gone, nothing. */
  void act(String server, String action) {
    ObjectNode body = JSON.createObjectNode().putNull(action);
    api.ask("compute", "/servers/" + server + "/action", body);
  }

  /** Gives a server a tag. */
  void mark(String server, String tag) {
    api.mark("compute", "/servers/" + server + "/tags/" + tag);
  }

  /** Takes a tag from a server, if it has it. */
  void unmark(String server, String tag) {
    api.delete("compute", "/servers/" + server + "/tags/" + tag);
  }

  /** Deletes a server; one that is gone already is no error. */
  void deleteServer(String id) {
    api.delete("compute", "/servers/" + id);
  }

  /** A server; empty if there is none. */
  Optional<JsonNode> server(String id) {
    return Optional.of(api.find("compute", "/servers/" + id).path("server"))
        .filter(node -> !node.isMissingNode());
  }

  /**
   * Asks that a server go to a host of Nova's choice while it runs; of one that is gone, nothing.
   */
  void moveLive(String server) {
    ObjectNode action = JSON.createObjectNode();
    action.putObject("os-migrateLive").putNull("host").put("block_migration", "auto");
    api.ask("compute", "/servers/" + server + "/action", action);
  }

  /** The migration of a server that is under way; empty if there is none. */
  Optional<JsonNode> migration(String server) {
    return migrations("instance_uuid=" + server)
        .filter(each -> BETWEEN.contains(each.path("status").asText()))
        .findFirst();
  }

  /** How far the migrations are that leave a host now, as a text that changes as they go on. */
  String departures(String host) {
    return migrations("status=running&source_compute=" + encoded(host))
        .map(each -> each.path("instance_uuid").asText() + " " + each.path("updated_at").asText(""))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** The last migration of a server, whatever became of it; empty if there was none. */
  Optional<JsonNode> lastMigration(String server) {
    return migrations("instance_uuid=" + server).findFirst();
  }

  /** The last one first. */
  private Stream<JsonNode> migrations(String query) {
    JsonNode all = api.get("compute", "/os-migrations?" + query).path("migrations");
    return StreamSupport.stream(all.spliterator(), false);
  }

  /** What Placement is asked, as the same user. */
  PlacementApi placement() {
    return new PlacementApi(api);
  }

  /** Whether the agent of a host answers a call; also so if Nova does not know it yet. */
  boolean answers(String host) {
    String list = "/os-hypervisors?hypervisor_hostname_pattern=" + encoded(host);
    for (JsonNode each : api.find("compute", list).path("hypervisors")) {
      if (each.path("hypervisor_hostname").asText().equals(host)) {
        // with its uptime, for which Nova calls the agent
        return api.get("compute", "/os-hypervisors/" + each.path("id").asText()).isObject();
      }
    }
    return true;
  }

  /** What Neutron's agents on a host lack before a server there is connected; empty if nothing. */
  String unconnected(String host) {
    JsonNode agents = api.get("network", "/v2.0/agents?host=" + encoded(host)).path("agents");
    List<String> dead = new ArrayList<>();
    for (JsonNode agent : agents) {
      if (!agent.path("alive").asBoolean()) {
        dead.add(agent.path("agent_type").asText("an agent") + " does not report");
      }
    }
    return agents.isEmpty() ? "Neutron knows no agent there" : String.join(", ", dead);
  }

  /** Asks for nothing of images and networks, which only services that work answer. */
  void callBesides() {
    JsonNode unusedImages = api.get("image", "/v2/images?limit=1");
    JsonNode unusedNetworks = api.get("network", "/v2.0/networks?limit=1");
  }

  /** Lets Neutron forget its agents on a host, and OVN its chassis. */
  void forgetNetworkAgents(String host) {
    String list = "/v2.0/agents?host=" + encoded(host);
    for (JsonNode agent : api.get("network", list).path("agents")) {
      api.delete("network", "/v2.0/agents/" + agent.path("id").asText());
    }
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
