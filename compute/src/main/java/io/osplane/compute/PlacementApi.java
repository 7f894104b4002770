package io.osplane.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What Placement is asked about hosts, whose resource providers have their names. */
record PlacementApi(RestApi api) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DISABLED = "COMPUTE_STATUS_DISABLED";

  /** The hosts with a virtual processor that is free, by one request. */
  Set<String> roomy() {
    JsonNode all = api.get("placement", "/resource_providers?resources=VCPU:1");
    return all.path("resource_providers").findValuesAsText("name").stream()
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The amount of virtual processors that Placement knows of a host; empty if none yet. */
  Optional<Integer> processors(String host) {
    String list = "/resource_providers?name=" + CloudApi.encoded(host);
    JsonNode provider = api.get("placement", list).path("resource_providers").path(0);
    if (provider.isMissingNode()) {
      return Optional.empty();
    }
    String path = "/resource_providers/" + provider.path("uuid").asText() + "/inventories";
    JsonNode inventory = api.find("placement", path).at("/inventories/VCPU/total");
    return inventory.isMissingNode() ? Optional.empty() : Optional.of(inventory.asInt());
  }

  /**
   * Lets a server that is sent to exactly this host come to it although it is disabled: Placement
   * forgets that it is, until the agent says so again within a minute. Whoever does not name the
   * host is still kept away, by a filter of Nova's scheduler.
   */
  void admitForced(String host) {
    String list = "/resource_providers?name=" + CloudApi.encoded(host);
    JsonNode provider = api.get("placement", list).path("resource_providers").path(0);
    String path = "/resource_providers/" + provider.path("uuid").asText() + "/traits";
    JsonNode known = api.find("placement", path);
    List<String> traits = new ArrayList<>();
    known.path("traits").forEach(trait -> traits.add(trait.asText()));
    if (traits.remove(DISABLED)) {
      ObjectNode body = JSON.createObjectNode();
      traits.forEach(body.putArray("traits")::add);
      body.set("resource_provider_generation", known.path("resource_provider_generation"));
      api.put("placement", path, body);
    }
  }
}
