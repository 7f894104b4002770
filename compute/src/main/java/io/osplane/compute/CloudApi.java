package io.osplane.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.osplane.service.OpenStackApi;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Probe;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The requests that hosts need: to Nova, Placement and Neutron. */
final class CloudApi {
  private static final ObjectMapper JSON = new ObjectMapper();
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

  /** What Nova is asked of servers, as the same user. */
  ServersApi servers() {
    return new ServersApi(api);
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
