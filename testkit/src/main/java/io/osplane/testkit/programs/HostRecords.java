package io.osplane.testkit.programs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What Nova's database holds of hosts, and of the servers on them. */
final class HostRecords {
  static final String SERVICES = "services";
  static final String SERVERS = "servers";
  static final String MIGRATIONS = "migrations";
  static final String HOST = "host";
  static final String STATUS = "status";
  static final String TASK = "task_state";
  static final String AGENT = "nova-compute";
  static final String TAGS = "tags";
  private static final String MIGRATING = "migrating";
  private static final String NEW = "New compute service disabled due to config option.";

  private HostRecords() {}

  /**
   * An agent has started: it is known from now on, as it was if it was known. Migrations that it
   * was at are over.
   *
   * @param isEnabled whether servers are placed on one that is new
   */
  static void arrive(Records records, String host, boolean isEnabled) {
    if (records.find(SERVICES, Map.of(HOST, host)).isEmpty()) {
      String id = UUID.randomUUID().toString();
      ObjectNode made = records.make(SERVICES, id);
      made.put("id", id).put("binary", AGENT).put(HOST, host).put("zone", "nova");
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

  private static ObjectNode migration(Records records, ObjectNode server, String to, String now) {
    String id = UUID.randomUUID().toString();
    ObjectNode made = records.make(MIGRATIONS, id);
    made.put("uuid", id).put("migration_type", "live-migration");
    made.put("instance_uuid", server.path("id").asText());
    made.put("source_compute", server.path(HOST).asText()).put("dest_compute", to);
    return made.put("created_at", now).put("updated_at", now);
  }

  /** A server has come to the host that it was to go to, unless it was deleted meanwhile. */
  static void move(Records records, String id, String to) {
    records
        .get(SERVERS, id)
        .ifPresent(
            server -> {
              server.put(HOST, to);
              end(records, server, "completed");
            });
  }

  /** The migration of a server is over. */
  static void end(Records records, ObjectNode server, String status) {
    server.putNull(TASK);
    records
        .find(MIGRATIONS, Map.of("instance_uuid", server.path("id").asText(), STATUS, "running"))
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
