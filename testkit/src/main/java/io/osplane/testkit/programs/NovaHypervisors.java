package io.osplane.testkit.programs;

import static io.osplane.testkit.programs.HostRecords.HOST;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.HttpReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request for hypervisors, a host one. One alone is shown with its uptime, for which its agent
 * is called; where it does not answer, a real Nova says so after a minute, and this one at once.
 */
record NovaHypervisors(Records records, HostAgents agents, Asked asked) {
  private static final String LIST = "hypervisors";

  /** The answer; empty if the simulation does not know the request. */
  Optional<HttpReply> answer(List<String> path) {
    if (!asked.method().equals("GET") || path.size() > 2) {
      return Optional.empty();
    }
    String one = path.size() == 1 ? "detail" : path.get(1);
    return Optional.of(one.equals("detail") ? listed() : single(one));
  }

  private List<ObjectNode> hosts() {
    return records.find(HostRecords.SERVICES, Map.of(HostRecords.BINARY, HostRecords.AGENT));
  }

  private ObjectNode shown(ObjectNode service) {
    String host = service.path(HOST).asText();
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", HostInventory.provider(host))
        .put("hypervisor_hostname", host)
        .put("state", agents.isUp(service) ? "up" : "down")
        .put("status", service.path(HostRecords.STATUS).asText());
  }

  private HttpReply listed() {
    String wanted = asked.query().getOrDefault("hypervisor_hostname_pattern", "");
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode list = body.putArray(LIST);
    hosts().stream()
        .filter(service -> service.path(HOST).asText().contains(wanted))
        .forEach(service -> list.add(shown(service)));
    return list.isEmpty() && !wanted.isEmpty()
        ? KeystoneRequest.error(404, "Not Found", "No hypervisor matching '" + wanted + "'")
        : HttpReply.json(200, body.toString());
  }

  private HttpReply single(String id) {
    return hosts().stream()
        .filter(service -> HostInventory.provider(service.path(HOST).asText()).equals(id))
        .findFirst()
        .map(this::called)
        .orElseGet(() -> KeystoneRequest.error(404, "Not Found", "no hypervisor " + id));
  }

  /** One that does not report is not called. */
  private HttpReply called(ObjectNode service) {
    boolean isUp = agents.isUp(service);
    if (isUp && agents.of(service.path(HOST).asText()).isEmpty()) {
      return KeystoneRequest.error(
          500, "Internal Server Error", "oslo_messaging.exceptions.MessagingTimeout");
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("hypervisor", shown(service).put("uptime", isUp ? "up 1 day" : null));
    return HttpReply.json(200, body.toString());
  }
}
