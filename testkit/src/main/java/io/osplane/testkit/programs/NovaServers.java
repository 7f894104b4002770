package io.osplane.testkit.programs;

import static io.osplane.testkit.programs.HostRecords.HOST;
import static io.osplane.testkit.programs.HostRecords.MIGRATIONS;
import static io.osplane.testkit.programs.HostRecords.SERVERS;
import static io.osplane.testkit.programs.HostRecords.STATUS;
import static io.osplane.testkit.programs.HostRecords.TASK;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.HttpReply;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** One request for servers and their migrations. */
record NovaServers(Records records, HostAgents agents, KeystoneUser nova, String now, Asked asked) {
  static final Duration BUILD = Duration.ofSeconds(3);
  private static final Map<String, List<String>> FILTERS =
      Map.of(
          SERVERS,
          List.of(HOST),
          MIGRATIONS,
          List.of(HostRecords.SERVER, HostRecords.SOURCE, STATUS));
  private static final Set<String> TAGGABLE = Set.of("ACTIVE", "PAUSED", "SHUTOFF", "SUSPENDED");
  private static final List<String> LISTS = List.of(SERVERS, SERVERS + "/detail");

  /** The answer; empty if the simulation does not know the request. */
  Optional<HttpReply> answer(List<String> path) {
    String whole = String.join("/", path);
    if (asked.method().equals("GET") && LISTS.contains(whole)) {
      return Optional.of(listed(SERVERS, SERVERS));
    }
    if (asked.method().equals("GET") && whole.equals("os-migrations")) {
      return Optional.of(listed(MIGRATIONS, MIGRATIONS));
    }
    if (!path.get(0).equals(SERVERS)) {
      return Optional.empty();
    }
    if (path.size() == 1) {
      return asked.method().equals("POST") ? Optional.of(made()) : Optional.empty();
    }
    Optional<ObjectNode> server = records.get(SERVERS, path.get(1));
    return server.isEmpty()
        ? Optional.of(KeystoneRequest.error(404, "Not Found", "no server " + path.get(1)))
        : one(server.get(), asked.method() + path.subList(2, path.size()));
  }

  private Optional<HttpReply> one(ObjectNode server, String request) {
    return switch (request) {
      case "GET[]" -> Optional.of(single(200, shown(server)));
      case "DELETE[]" -> {
        ServerResize.end(records, id(server), "confirmed");
        records.delete(SERVERS, id(server));
        yield Optional.of(new HttpReply(204, Map.of(), new byte[0]));
      }
      case "POST[action]" -> new ServerActions(records, agents, nova, now).answer(server, asked);
      default -> request.contains("[tags, ") ? Optional.of(tagged(server)) : Optional.empty();
    };
  }

  /** Nova lets a server be marked in these states only. */
  private HttpReply tagged(ObjectNode server) {
    if (!TAGGABLE.contains(server.path(STATUS).asText())) {
      return KeystoneRequest.error(409, "Conflict", "Cannot 'update tag' instance " + id(server));
    }
    String tag = asked.path().substring(asked.path().lastIndexOf('/') + 1);
    Set<String> tags = tags(server);
    boolean unused = asked.method().equals("PUT") ? tags.add(tag) : tags.remove(tag);
    ArrayNode list = server.putArray(HostRecords.TAGS);
    tags.forEach(list::add);
    return new HttpReply(204, Map.of(), new byte[0]);
  }

  private static Set<String> tags(ObjectNode server) {
    Set<String> tags = new TreeSet<>();
    server.path(HostRecords.TAGS).forEach(tag -> tags.add(tag.asText()));
    return tags;
  }

  private boolean isWanted(ObjectNode server) {
    String any = asked.query().getOrDefault("tags-any", "");
    return any.isEmpty() || !Collections.disjoint(tags(server), List.of(any.split(",", -1)));
  }

  private boolean isAtHost(ObjectNode migration) {
    String host = asked.query().getOrDefault(HOST, "");
    return host.isEmpty() || HostRecords.isAt(migration, host);
  }

  /** The newest first, as Nova has it. */
  private HttpReply listed(String collection, String name) {
    Map<String, String> match = new TreeMap<>(asked.query());
    match.keySet().retainAll(FILTERS.get(collection));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode list = body.putArray(name);
    records.find(collection, match).stream()
        .filter(collection.equals(SERVERS) ? this::isWanted : this::isAtHost)
        .forEach(each -> list.insert(0, shown(each)));
    return HttpReply.json(200, body.toString());
  }

  private static HttpReply single(int status, ObjectNode server) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("server", server);
    return HttpReply.json(status, body.toString());
  }

  private static String id(ObjectNode server) {
    return server.path("id").asText();
  }

  /** A server with its fields as administrators see them; a migration as it is. */
  private static ObjectNode shown(ObjectNode record) {
    if (!record.has(TASK)) {
      return record.deepCopy();
    }
    ObjectNode shown = record.deepCopy();
    shown.set("OS-EXT-STS:task_state", shown.remove(TASK));
    shown.set("OS-EXT-SRV-ATTR:host", shown.get(HOST));
    shown.set("OS-EXT-SRV-ATTR:hypervisor_hostname", shown.remove(HOST));
    return record.path(TASK).asText().equals("migrating") ? shown.put(STATUS, "MIGRATING") : shown;
  }

  /** On the host after the zone, which may be one that takes no more; else on one that does. */
  private HttpReply made() {
    JsonNode wanted = asked.body().path("server");
    String zone = wanted.path("availability_zone").asText();
    Optional<String> host =
        zone.contains(":") ? Optional.of(zone.substring(zone.indexOf(':') + 1)) : agents.choose("");
    String id = UUID.randomUUID().toString();
    ObjectNode server = records.make(SERVERS, id).put("id", id);
    server.put("name", wanted.path("name").asText()).put("created", now);
    server.put(ServerActions.IMAGE, wanted.path("imageRef").asText());
    server.put(STATUS, host.isEmpty() ? "ERROR" : "BUILD").put(HOST, host.orElse(""));
    server.put(TASK, "spawning");
    host.flatMap(agents::of)
        .ifPresentOrElse(
            agent -> agent.work(BUILD, then -> HostRecords.run(then, id)),
            () -> server.putNull(TASK));
    return single(202, JsonNodeFactory.instance.objectNode().put("id", id));
  }
}
