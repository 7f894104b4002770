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

/**
 * Networks and subnets, as Neutron's API has them; the agents of hosts that OVN's southbound
 * database knows. Every server that is asked for has a port.
 */
final class NeutronData implements ServiceData {
  private static final String AGENTS = "agents";
  private static final Map<String, String> KINDS =
      Map.of("networks", "network", "subnets", "subnet");
  private final Container container;
  private final OvnLink southbound;
  private final Databases databases;

  NeutronData(Container container, ServiceConfig config) {
    this.container = container;
    this.southbound = new OvnLink(container, config);
    this.databases = new Databases(container, config);
  }

  @Override
  public Optional<HttpReply> answer(HttpCall call) {
    Asked asked = new Asked(call);
    List<String> path = asked.below("/v2.0/");
    String list = path.isEmpty() ? "" : path.get(0);
    if (list.equals("ports") && asked.query().containsKey("device_id")) {
      return Optional.of(port(asked.query().get("device_id")));
    }
    if (list.equals(AGENTS)) {
      return agents(asked, path);
    }
    if (!KINDS.containsKey(list)) {
      return Optional.empty();
    }
    DatabaseLink database = databases.open("database");
    Records records = Records.load(database);
    Optional<HttpReply> reply =
        new Things(records, asked, list, KINDS.get(list)).answer(path.subList(1, path.size()));
    if (!asked.method().equals("GET") && reply.filter(HttpReply::isSuccess).isPresent()) {
      records.save(database);
    }
    return reply;
  }

  private Optional<HttpReply> agents(Asked asked, List<String> path) {
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

  private static HttpReply port(String server) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode port = body.putArray("ports").addObject();
    port.put("device_id", server).put("status", "ACTIVE");
    port.putArray("fixed_ips").addObject().put("ip_address", "198.18.0.2");
    return HttpReply.json(200, body.toString());
  }
}
