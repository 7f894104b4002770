package io.osplane.testkit.programs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** What Nova's database holds of its processes and hosts, and of the servers on them. */
final class HostRecords {
  static final String SERVICES = "services";
  static final String SERVERS = "servers";
  static final String MIGRATIONS = "migrations";
  static final String HOST = "host";
  static final String STATUS = "status";
  static final String TASK = "task_state";
  static final String BINARY = "binary";
  static final String SOURCE = "source_compute";
  static final String SERVER = "instance_uuid";
  static final String AGENT = "nova-compute";
  static final String CREATED = "created_at";
  static final String TAGS = "tags";
  private static final String MIGRATING = "migrating";
  private static final String NEW = "New compute service disabled due to config option.";

  /** How migrations end. */
  private static final Set<String> OVER =
      Set.of("cancelled", "completed", "confirmed", "done", "error", "failed", "reverted");

  private HostRecords() {}

  /** Where the process of a host or pod takes the messages from that are for it alone. */
  static String queue(String binary, String host) {
    return binary + "." + host;
  }

  static boolean isKnown(Records records, String binary, String host) {
    return !records.find(SERVICES, Map.of(BINARY, binary, HOST, host)).isEmpty();
  }

  /** A process is known from now on, and stays so when it is gone. */
  static ObjectNode enter(Records records, String binary, String host, Instant now) {
    String id = UUID.randomUUID().toString();
    ObjectNode made = records.make(SERVICES, id);
    made.put("id", id).put(BINARY, binary).put(HOST, host).put("zone", "nova");
    return made.put(STATUS, "enabled").putNull("disabled_reason").put(CREATED, now.toString());
  }

  /**
   * An agent has started: it is known from now on, as it was if it was known. Migrations that it
   * was at are over.
   *
   * @param isEnabled whether servers are placed on one that is new
   */
  static void arrive(Records records, String host, Instant now, boolean isEnabled) {
    if (!isKnown(records, AGENT, host)) {
      ObjectNode made = enter(records, AGENT, host, now);
      made.put(STATUS, isEnabled ? "enabled" : "disabled");
      made.put("disabled_reason", isEnabled ? null : NEW);
    }
    records
        .find(SERVERS, Map.of(HOST, host, TASK, MIGRATING))
        .forEach(server -> end(records, server, "error"));
  }

  /** The servers that are on a host, or come to it. */
  static List<ObjectNode> on(Records records, String host) {
    return records.find(SERVERS, Map.of(HOST, host));
  }

  /** A server begins to go to another host. */
  static void begin(Records records, ObjectNode server, String to, String now) {
    server.put(TASK, MIGRATING);
    migration(records, server, to, now).put(STATUS, "running");
  }

  /** Nobody takes a server. */
  static void refuse(Records records, ObjectNode server, String now) {
    migration(records, server, "", now).put(STATUS, "error");
  }

  /** A live migration of a server begins, and is accepted. */
  static ObjectNode migration(Records records, ObjectNode server, String to, String now) {
    String id = UUID.randomUUID().toString();
    ObjectNode made = records.make(MIGRATIONS, id);
    made.put("uuid", id).put("migration_type", "live-migration").put(STATUS, "accepted");
    made.put(SERVER, server.path("id").asText());
    made.put(SOURCE, server.path(HOST).asText()).put("dest_compute", to);
    return made.put(CREATED, now).put("updated_at", now);
  }

  /**
   * Whether a migration from a host or to it is not over; one that waits to be confirmed is not.
   */
  static boolean isAtMigrations(Records records, String host) {
    return records.find(MIGRATIONS, Map.of()).stream()
        .filter(m -> !OVER.contains(m.path(STATUS).asText()))
        .anyMatch(m -> isAt(m, host));
  }

  /** Whether a migration is from a host or to it. */
  static boolean isAt(ObjectNode migration, String host) {
    return Stream.of(SOURCE, "dest_compute").anyMatch(f -> migration.path(f).asText().equals(host));
  }

  /**
   * A server has come to the host that it was to go to, unless it was deleted meanwhile; what it
   * left behind is still to be cleared away.
   */
  static void move(Records records, String id, String to) {
    records.get(SERVERS, id).ifPresent(server -> server.put(HOST, to).putNull(TASK));
  }

  /** What a server left behind is cleared away, if it has left. */
  static void clear(Records records, String id, String from) {
    records.find(MIGRATIONS, Map.of(SERVER, id, SOURCE, from, STATUS, "running")).stream()
        .filter(m -> records.find(SERVERS, Map.of("id", id, HOST, from)).isEmpty())
        .forEach(migration -> migration.put(STATUS, "completed"));
  }

  /** A server stays where it is, unless it was deleted meanwhile. */
  static void fail(Records records, String id) {
    records.get(SERVERS, id).ifPresent(server -> end(records, server, "error"));
  }

  /** The migration of a server is over. */
  static void end(Records records, ObjectNode server, String status) {
    server.putNull(TASK);
    records
        .find(MIGRATIONS, Map.of(SERVER, server.path("id").asText(), STATUS, "running"))
        .forEach(migration -> migration.put(STATUS, status));
  }

  /** A server runs, unless it was deleted meanwhile. */
  static void run(Records records, String id) {
    records.get(SERVERS, id).ifPresent(server -> server.put(STATUS, "ACTIVE").putNull(TASK));
  }

  /** A server is about to be in another state. */
  static void begin(ObjectNode server, String task) {
    server.put(TASK, task);
  }

  /** A server is in another state, on the same host or on none, unless it was deleted meanwhile. */
  static void settle(Records records, String id, String status, String host) {
    records
        .get(SERVERS, id)
        .ifPresent(server -> server.put(STATUS, status).put(HOST, host).putNull(TASK));
  }
}
