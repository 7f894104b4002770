package io.osplane.testkit.programs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.Container;
import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The agents of hosts as Neutron's API lists them: those that OVN's southbound database knows. */
final class NeutronData implements ServiceData {
  private static final String AGENTS = "agents";
  private final Container container;
  private final OvnLink southbound;

  NeutronData(Container container, ServiceConfig config) {
    this.container = container;
    this.southbound = new OvnLink(container, config);
  }

  @Override
  public Optional<HttpReply> answer(HttpCall call) {
    Asked asked = new Asked(call);
    List<String> path = asked.below("/v2.0/");
    if (path.isEmpty() || !path.get(0).equals(AGENTS)) {
      return Optional.empty();
    }
    return switch (asked.method() + path.size()) {
      case "GET1" -> Optional.of(listed(asked.query().getOrDefault("host", "")));
      case "DELETE2" -> Optional.of(deleted(path.get(1)));
      default -> Optional.empty();
    };
  }

  /** Those of one host, or of all. */
  private HttpReply listed(String host) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode list = body.putArray(AGENTS);
    known().values().stream()
        .filter(agent -> host.isEmpty() || agent.host().equals(host))
        .forEach(
            agent ->
                list.addObject()
                    .put("id", agent.id())
                    .put("host", agent.host())
                    .put("agent_type", "OVN Metadata agent")
                    .put("binary", "neutron-ovn-metadata-agent")
                    .put("alive", agent.isReachedBy(container)));
    return HttpReply.json(200, body.toString());
  }

  private Map<String, MetadataAgent> known() {
    Map<String, MetadataAgent> byHost = new TreeMap<>();
    southbound.serving().forEach(m -> m.met().forEach(agent -> byHost.put(agent.host(), agent)));
    return byHost;
  }

  private HttpReply deleted(String id) {
    Optional<MetadataAgent> found =
        known().values().stream().filter(agent -> agent.id().equals(id)).findFirst();
    found.ifPresent(agent -> southbound.serving().forEach(member -> member.forget(agent)));
    return found.isEmpty()
        ? KeystoneRequest.error(404, "Not Found", "Agent " + id + " could not be found.")
        : new HttpReply(204, Map.of(), new byte[0]);
  }
}
