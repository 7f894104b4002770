package io.osplane.testkit.programs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.Container;
import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Networks and subnets, as Neutron's API has them. Every server that is asked for has a port, and
 * every host an agent.
 */
final class NeutronData implements ServiceData {
  private static final Map<String, String> KINDS =
      Map.of("networks", "network", "subnets", "subnet");
  private final Databases databases;

  NeutronData(Container container, ServiceConfig config) {
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
    if (list.equals("agents")) {
      return agents(asked);
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

  private static Optional<HttpReply> agents(Asked asked) {
    if (asked.method().equals("DELETE")) {
      return Optional.of(new HttpReply(204, Map.of(), new byte[0]));
    }
    return Optional.ofNullable(asked.query().get("host")).map(NeutronData::agent);
  }

  private static HttpReply agent(String host) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode agent = body.putArray("agents").addObject();
    agent.put("id", "agent-" + host).put("host", host).put("alive", true);
    agent.put("agent_type", "OVN Controller agent");
    return HttpReply.json(200, body.toString());
  }

  private static HttpReply port(String server) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode port = body.putArray("ports").addObject();
    port.put("device_id", server).put("status", "ACTIVE");
    port.putArray("fixed_ips").addObject().put("ip_address", "198.18.0.2");
    return HttpReply.json(200, body.toString());
  }
}
