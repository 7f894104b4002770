package io.osplane.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What Nova is asked of servers and their migrations. */
record ServersApi(RestApi api) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How migrations end, as Nova counts when it is to forget a host. */
  private static final Set<String> OVER =
      Set.of("cancelled", "completed", "confirmed", "done", "error", "failed", "reverted");

  private static final Set<String> BETWEEN = Set.of("accepted", "queued", "preparing", "running");

  /** The servers of every project on a host. */
  List<Guest> guests(String host) {
    return occupants(host).stream().map(Occupant::guest).toList();
  }

  /** The servers of every project on a host, with what decides how they can leave. */
  List<Occupant> occupants(String host) {
    return servers("host=" + CloudApi.encoded(host));
  }

  /** The servers that a drain has begun to shelve, wherever they are. */
  List<Occupant> marked() {
    return servers("tags-any=" + Shelving.WAS_OFF + "," + Shelving.WAS_ON);
  }

  /**
   * The servers on other hosts that were resized from this one, where their former disks stay until
   * that is confirmed or reverted.
   */
  List<Occupant> resizedFrom(String host) {
    return migrations("status=finished&source_compute=" + CloudApi.encoded(host))
        .flatMap(each -> find(each.path("instance_uuid").asText()).stream())
        .map(Occupant::of)
        .filter(server -> !server.guest().host().equals(host))
        .toList();
  }

  private List<Occupant> servers(String which) {
    List<Occupant> found = new ArrayList<>();
    String path = "/servers/detail?all_tenants=1&" + which;
    api.get("compute", path).path("servers").forEach(each -> found.add(Occupant.of(each)));
    return List.copyOf(found);
  }

  /** Asks for an action without arguments on a server; of one that is gone, nothing. */
  void act(String server, String action) {
    ObjectNode body = JSON.createObjectNode().putNull(action);
    api.ask("compute", "/servers/" + server + "/action", body);
  }

  /** Gives a server a tag. */
  void mark(String server, String tag) {
    api.mark("compute", "/servers/" + server + "/tags/" + tag);
  }

  /** Takes a tag from a server, if it has it. */
  void unmark(String server, String tag) {
    api.delete("compute", "/servers/" + server + "/tags/" + tag);
  }

  /** Deletes a server; one that is gone already is no error. */
  void delete(String id) {
    api.delete("compute", "/servers/" + id);
  }

  /** A server; empty if there is none. */
  Optional<JsonNode> find(String id) {
    return Optional.of(api.find("compute", "/servers/" + id).path("server"))
        .filter(node -> !node.isMissingNode());
  }

  /**
   * Asks that a server go to a host of Nova's choice while it runs; of one that is gone, nothing.
   */
  void moveLive(String server) {
    ObjectNode action = JSON.createObjectNode();
    action.putObject("os-migrateLive").putNull("host").put("block_migration", "auto");
    api.ask("compute", "/servers/" + server + "/action", action);
  }

  /** The last migration of a server, if it is under way: earlier ones may be so for ever. */
  Optional<JsonNode> migration(String server) {
    return lastMigration(server).filter(each -> BETWEEN.contains(each.path("status").asText()));
  }

  /**
   * The migrations from a host or to it that Nova does not take for over, with their servers; it
   * forgets no host that has any.
   */
  List<String> unfinished(String host) {
    return migrations("host=" + CloudApi.encoded(host))
        .filter(each -> !OVER.contains(each.path("status").asText()))
        .map(each -> each.path("instance_uuid").asText() + " is " + each.path("status").asText())
        .toList();
  }

  /** How far the migrations are that leave a host now, as a text that changes as they go on. */
  String departures(String host) {
    return migrations("status=running&source_compute=" + CloudApi.encoded(host))
        .map(each -> each.path("instance_uuid").asText() + " " + each.path("updated_at").asText(""))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** The last migration of a server, whatever became of it; empty if there was none. */
  Optional<JsonNode> lastMigration(String server) {
    return migrations("instance_uuid=" + server).findFirst();
  }

  /** The last one first. */
  private Stream<JsonNode> migrations(String query) {
    JsonNode all = api.get("compute", "/os-migrations?" + query).path("migrations");
    return StreamSupport.stream(all.spliterator(), false);
  }
}
