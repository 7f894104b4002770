package io.osplane.compute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.osplane.spi.Member.Answer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The part of Keystone, Nova, Placement and Neutron that hosts and their guests need. */
final class FakeCloud {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final String CATALOGUE =
      """
      {"token": {"catalog": [
        {"type": "compute", "endpoints": [
          {"interface": "internal", "region_id": "RegionOne", "url": "http://nova.cloud.svc:8774/v2.1"}]},
        {"type": "placement", "endpoints": [
          {"interface": "internal", "region_id": "RegionOne", "url": "http://placement.cloud.svc:8778"}]},
        {"type": "network", "endpoints": [
          {"interface": "internal", "region_id": "RegionOne", "url": "http://neutron.cloud.svc:9696"}]}]}}
      """;

  final List<String> requests = new ArrayList<>();
  final Map<String, ObjectNode> services = new TreeMap<>();
  final Map<String, ObjectNode> servers = new TreeMap<>();
  final Map<String, ObjectNode> agents = new TreeMap<>();

  /** The inventories by host. */
  final Map<String, String> inventories = new TreeMap<>();

  /** The migrations, the last one first. */
  final Deque<ObjectNode> migrations = new ArrayDeque<>();

  /** What happens while somebody waits; when nothing is left, migrations come to a good end. */
  final Deque<Runnable> turns = new ArrayDeque<>();

  /** How what was begun ends, by server. */
  final Map<String, Runnable> ends = new TreeMap<>();

  /** Whether no host takes a server that is unshelved. */
  boolean isFull;

  /** Answers in place of the usual ones, by the beginning of the request. */
  final Map<String, Answer> instead = new TreeMap<>();

  /** Is told of every request before it is answered. */
  Consumer<String> onRequest = request -> {};

  private int tokens = 1;

  static ObjectNode read(String json) {
    try {
      return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** An agent that reports, where servers are placed. */
  void service(String host) {
    services.put(
        "service-" + host,
        read(
            "{'id':'service-%1$s','binary':'nova-compute','host':'%1$s','state':'up','status':'enabled','disabled_reason':null}"
                .formatted(host)));
    inventories.put(host, "{'inventories':{'VCPU':{'total':4}}}");
  }

  @CanIgnoreReturnValue
  ObjectNode server(String id, String host, String status) {
    ObjectNode server =
        read(
            "{'id':'%s','name':'name-of-%1$s','status':'%s','OS-EXT-SRV-ATTR:host':'%s',"
                    .formatted(id, status, host)
                + "'OS-EXT-STS:task_state':null}");
    servers.put(id, server);
    return server;
  }

  void agent(String id, String host) {
    agents.put(id, read("{'id':'%s','host':'%s'}".formatted(id, host)));
  }

  /** Every token that was given out is void. */
  void expire() {
    tokens++;
  }

  /** Time goes by. */
  void turn() {
    Optional.ofNullable(turns.poll()).orElse(this::endAll).run();
  }

  private void endAll() {
    if (ends.isEmpty()) {
      end("completed");
    }
    ends.values().forEach(Runnable::run);
    ends.clear();
  }

  /** The last migration ends so. */
  void end(String status) {
    ObjectNode migration = migrations.getFirst().put("status", status);
    Optional.ofNullable(servers.get(migration.path("instance_uuid").asText()))
        .ifPresent(
            server -> {
              server.put("status", "ACTIVE").putNull("OS-EXT-STS:task_state");
              if (status.equals("completed")) {
                server.put("OS-EXT-SRV-ATTR:host", "elsewhere");
              }
            });
  }

  Answer answer(
      String service, String method, String path, Map<String, String> headers, String body) {
    String request = method + " " + service + path;
    requests.add(request);
    onRequest.accept(request);
    if (service.equals("keystone")) {
      return new Answer(201, Map.of("x-subject-token", "secret-token-" + tokens), CATALOGUE);
    }
    if (!("secret-token-" + tokens).equals(headers.get("x-auth-token"))) {
      return new Answer(401, Map.of(), "{\"error\":{\"message\":\"no such token\"}}");
    }
    Optional<Answer> own =
        instead.entrySet().stream()
            .filter(e -> request.startsWith(e.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
    return own.orElseGet(
        () ->
            switch (service + headers.getOrDefault("openstack-api-version", "")) {
              case "novacompute 2.96" -> nova(method, path.substring("/v2.1".length()), body);
              case "placementplacement 1.36" -> placement(path);
              case "neutron" -> neutron(method, path);
              default -> new Answer(406, Map.of(), "");
            });
  }

  private Answer nova(String method, String path, String body) {
    String id = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('=')) + 1);
    if (path.startsWith("/os-services")) {
      return path.contains("?") || path.equals("/os-services")
          ? list("services", services.values().stream())
          : changed(method, services, id, body);
    }
    if (path.startsWith("/servers/detail")) {
      Predicate<ObjectNode> isMarked = server -> !server.path("tags").isEmpty();
      return list(
          "servers",
          servers.values().stream()
              .filter(path.contains("tags-any") ? isMarked : is("OS-EXT-SRV-ATTR:host", id)));
    }
    if (path.contains("/tags/")) {
      return tagged(method, servers.get(path.split("/", -1)[2]), id);
    }
    if (path.startsWith("/os-migrations")) {
      String key = path.contains("instance_uuid=") ? "instance_uuid" : "source_compute";
      Predicate<ObjectNode> isWanted =
          path.contains("status=")
              ? is("status", path.replaceFirst(".*status=(\\w+).*", "$1"))
              : migration -> true;
      return list("migrations", migrations.stream().filter(is(key, id)).filter(isWanted));
    }
    if (path.endsWith("/action")) {
      String server = path.split("/", -1)[2];
      return body.contains("os-migrateLive") ? migrate(server) : act(server, body);
    }
    return method.equals("DELETE")
        ? changed(method, servers, id, body)
        : one("server", servers, id);
  }

  Answer migrate(String id) {
    ObjectNode server = servers.get(id);
    if (server == null) {
      return new Answer(404, Map.of(), "{\"itemNotFound\":{\"message\":\"no server\"}}");
    }
    server.put("status", "MIGRATING").put("OS-EXT-STS:task_state", "migrating");
    migrations.addFirst(
        read("{'status':'queued','updated_at':null}")
            .put("instance_uuid", id)
            .put("source_compute", server.path("OS-EXT-SRV-ATTR:host").asText()));
    return new Answer(202, Map.of(), "");
  }

  private static Answer tagged(String method, ObjectNode server, String tag) {
    if (!List.of("ACTIVE", "PAUSED", "SHUTOFF").contains(server.path("status").asText())) {
      return new Answer(409, Map.of(), "{\"conflictingRequest\":{\"message\":\"update tag\"}}");
    }
    ArrayNode tags = server.withArray("tags");
    if (method.equals("PUT")) {
      tags.add(tag);
    } else {
      for (int i = tags.size() - 1; i >= 0; i--) {
        if (tags.get(i).asText().equals(tag)) {
          tags.remove(i);
        }
      }
    }
    return new Answer(204, Map.of(), "");
  }

  /** Begins what a turn then ends. */
  private Answer act(String id, String body) {
    String action = body.replaceAll("[^-a-zA-Z]|null", "");
    ObjectNode server = servers.get(id);
    server.put("OS-EXT-STS:task_state", action.equals("shelve") ? "shelving" : action);
    switch (action) {
      case "shelve", "shelveOffload" -> ends.put(id, () -> put(server, "SHELVED_OFFLOADED", null));
      case "unshelve" ->
          ends.put(
              id,
              () ->
                  put(
                      server,
                      isFull ? "SHELVED_OFFLOADED" : "ACTIVE",
                      isFull ? null : "elsewhere"));
      case "os-stop" ->
          ends.put(id, () -> put(server, "SHUTOFF", server.path("OS-EXT-SRV-ATTR:host").asText()));
      default -> throw new IllegalArgumentException(body);
    }
    return new Answer(202, Map.of(), "");
  }

  private static void put(ObjectNode server, String status, @Nullable String host) {
    server.put("status", status).put("OS-EXT-SRV-ATTR:host", host);
    server.putNull("OS-EXT-STS:task_state");
  }

  private static Answer changed(
      String method, Map<String, ObjectNode> all, String id, String body) {
    if (method.equals("DELETE")) {
      return new Answer(all.remove(id) == null ? 404 : 204, Map.of(), "");
    }
    if (all.containsKey(id)) {
      all.get(id).putNull("disabled_reason").setAll(read(body));
    }
    return one("service", all, id);
  }

  private Answer placement(String path) {
    String host = path.replaceAll("^.*name=|^/resource_providers/uuid-|/inventories$", "");
    if (path.endsWith("/inventories")) {
      return new Answer(200, Map.of(), inventories.get(host).replace('\'', '"'));
    }
    Stream<ObjectNode> found =
        Stream.of(host)
            .filter(inventories::containsKey)
            .map(h -> read("{'uuid':'uuid-" + h + "'}"));
    return list("resource_providers", found);
  }

  private Answer neutron(String method, String path) {
    return method.equals("DELETE")
        ? changed(method, agents, path.substring("/v2.0/agents/".length()), "")
        : list(
            "agents",
            agents.values().stream().filter(is("host", path.substring(path.indexOf('=') + 1))));
  }

  private static Predicate<ObjectNode> is(String key, String value) {
    return node -> node.path(key).asText().equals(value);
  }

  private static Answer list(String name, Stream<? extends JsonNode> found) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode all = answer.putArray(name);
    found.forEach(all::add);
    return new Answer(200, Map.of(), answer.toString());
  }

  private static Answer one(String name, Map<String, ObjectNode> all, String id) {
    return all.containsKey(id)
        ? new Answer(200, Map.of(), JSON.createObjectNode().set(name, all.get(id)).toString())
        : new Answer(404, Map.of(), "{\"itemNotFound\":{\"message\":\"there is none\"}}");
  }
}
