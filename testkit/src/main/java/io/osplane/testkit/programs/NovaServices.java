package io.osplane.testkit.programs;

import static io.osplane.testkit.programs.HostRecords.HOST;
import static io.osplane.testkit.programs.HostRecords.SERVICES;
import static io.osplane.testkit.programs.HostRecords.STATUS;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.HttpReply;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One request for what processes of Nova there are: agents of hosts, conductors, schedulers. */
record NovaServices(Records records, HostAgents agents, KeystoneUser nova, Asked asked) {
  private static final List<String> FILTERS = List.of(HostRecords.BINARY, HOST);
  private static final String REASON = "disabled_reason";

  /** The answer; empty if the simulation does not know the request. */
  Optional<HttpReply> answer(List<String> path) {
    if (path.size() == 1) {
      return asked.method().equals("GET") ? Optional.of(listed()) : Optional.empty();
    }
    Optional<ObjectNode> found = records.get(SERVICES, path.get(1));
    if (found.isEmpty()) {
      return Optional.of(KeystoneRequest.error(404, "Not Found", "no service " + path.get(1)));
    }
    return switch (asked.method()) {
      case "PUT" -> Optional.of(changed(found.get()));
      case "DELETE" -> Optional.of(deleted(found.get()));
      default -> Optional.empty();
    };
  }

  private HttpReply listed() {
    Map<String, String> match = new TreeMap<>(asked.query());
    match.keySet().retainAll(FILTERS);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode list = body.putArray(SERVICES);
    records.find(SERVICES, match).forEach(service -> list.add(shown(service)));
    return HttpReply.json(200, body.toString());
  }

  private ObjectNode shown(ObjectNode service) {
    ObjectNode shown = service.deepCopy().without(HostRecords.CREATED);
    String reported = agents.reported(service).map(Instant::toString).orElse(null);
    return shown.put("state", agents.isUp(service) ? "up" : "down").put("updated_at", reported);
  }

  private HttpReply changed(ObjectNode service) {
    String status = asked.body().path(STATUS).asText(service.path(STATUS).asText());
    service.put(STATUS, status).putNull(REASON);
    if (status.equals("disabled") && asked.body().hasNonNull(REASON)) {
      service.put(REASON, asked.body().path(REASON).asText());
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("service", shown(service));
    return HttpReply.json(200, body.toString());
  }

  /** The host's resource provider goes with it. */
  private HttpReply deleted(ObjectNode service) {
    String host = service.path(HOST).asText();
    if (!HostRecords.on(records, host).isEmpty()) {
      return KeystoneRequest.error(
          409, "Conflict", "Unable to delete compute service that is hosting instances.");
    }
    if (HostRecords.isAtMigrations(records, host)) {
      return KeystoneRequest.error(
          409, "Conflict", "Unable to delete compute service that has in-progress migrations.");
    }
    records.delete(SERVICES, service.path("id").asText());
    String provider = "/resource_providers/" + HostInventory.provider(host);
    Optional<HttpReply> unused = nova.ask("placement", "DELETE", provider, "");
    return new HttpReply(204, Map.of(), new byte[0]);
  }
}
