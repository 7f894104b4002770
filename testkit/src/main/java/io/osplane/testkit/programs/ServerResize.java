package io.osplane.testkit.programs;

import static io.osplane.testkit.programs.HostRecords.HOST;
import static io.osplane.testkit.programs.HostRecords.MIGRATIONS;
import static io.osplane.testkit.programs.HostRecords.SOURCE;
import static io.osplane.testkit.programs.HostRecords.STATUS;
import static io.osplane.testkit.programs.HostRecords.TASK;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.HttpReply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server gets another size: it goes to another host, and its old disk stays where it was until
 * somebody confirms that, or takes it back. All of it is work of the agent that the server comes
 * from.
 */
record ServerResize(Records records, HostAgents agents) {
  private static final Duration TIME = Duration.ofSeconds(8);
  private static final String FINISHED = "finished";

  /** Begins to go to another host. */
  HttpReply begin(ObjectNode server, String now) {
    String from = server.path(HOST).asText();
    Optional<HostAgent> agent = agents.of(from);
    Optional<String> to = agents.choose(from);
    if (agent.isEmpty() || to.isEmpty()) {
      return KeystoneRequest.error(400, "Bad Request", "No valid host was found.");
    }
    String id = server.path("id").asText();
    HostRecords.migration(records, server, to.get(), now)
        .put("migration_type", "resize")
        .put(STATUS, "migrating");
    server.put(STATUS, "RESIZE").put(TASK, "resize_migrating");
    agent.get().work(TIME, then -> arrive(then, id, to.get()));
    return HttpReply.of(202, "");
  }

  private static void arrive(Records records, String id, String to) {
    HostRecords.settle(records, id, "VERIFY_RESIZE", to);
    end(records, id, FINISHED);
  }

  /** Confirms it or takes it back. */
  HttpReply end(ObjectNode server, String action) {
    String id = server.path("id").asText();
    String from = migration(records, id, FINISHED).get(0).path(SOURCE).asText();
    Optional<HostAgent> agent = agents.of(from);
    if (agent.isEmpty()) {
      return KeystoneRequest.error(
          400, "Bad Request", "Compute service of " + from + " is unavailable at this time.");
    }
    boolean isConfirmed = action.equals("confirmResize");
    String host = isConfirmed ? server.path(HOST).asText() : from;
    HostRecords.begin(server, isConfirmed ? "resize_confirming" : "resize_reverting");
    agent
        .get()
        .work(
            TIME,
            then -> {
              HostRecords.settle(then, id, "ACTIVE", host);
              end(then, id, isConfirmed ? "confirmed" : "reverted");
            });
    return HttpReply.of(isConfirmed ? 204 : 202, "");
  }

  /** The resize of a server is as far as that, if it was at one. */
  static void end(Records records, String id, String status) {
    String before = status.equals(FINISHED) ? "migrating" : FINISHED;
    migration(records, id, before).forEach(migration -> migration.put(STATUS, status));
  }

  private static List<ObjectNode> migration(Records records, String id, String status) {
    return records.find(MIGRATIONS, Map.of(HostRecords.SERVER, id, STATUS, status));
  }
}
