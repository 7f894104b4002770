package io.osplane.testkit.programs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.Container;
import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;
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
    return asked.method().equals("GET") && asked.path().equals("/v2.0/" + AGENTS)
        ? Optional.of(listed())
        : Optional.empty();
  }

  private HttpReply listed() {
    Map<String, MetadataAgent> byHost = new TreeMap<>();
    southbound.serving().forEach(m -> m.met().forEach(agent -> byHost.put(agent.host(), agent)));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode list = body.putArray(AGENTS);
    byHost.forEach(
        (host, agent) ->
            list.addObject()
                .put("host", host)
                .put("agent_type", "OVN Metadata agent")
                .put("binary", "neutron-ovn-metadata-agent")
                .put("alive", agent.isReachedBy(container)));
    return HttpReply.json(200, body.toString());
  }
}
