package io.osplane.compute;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.ComponentName;
import io.osplane.error.OsplaneException;
import io.osplane.plan.Phase;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Needs;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;
import io.osplane.spi.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A server goes to another host while it runs. Nova chooses the host, and lets one server after
 * another leave.
 *
 * @param guest the server, where it is now
 * @param nova whose user asks
 */
record Move(Guest guest, ComponentName nova) implements Act.Action {
  private static final Set<String> FAILED = Set.of("error", "failed", "cancelled");
  private static final int TRIES = 3;

  Act task() {
    return new Act(
        "move-" + guest.id(),
        Phase.EXPAND,
        Needs.tasks(Placing.TASK),
        "Move server %s (%s) to another host while it runs".formatted(guest.name(), guest.id()),
        Map.of("server", guest.id(), "from", guest.host()),
        Undo.NEVER,
        this);
  }

  /** One that was deleted meanwhile has left as well. */
  @Override
  public boolean isSo(Probe probe) {
    CloudApi api = CloudApi.as(probe, HostBook.user(nova));
    return api.servers()
        .find(guest.id())
        .map(server -> !isThere(server) && isDone(server, api))
        .orElse(true);
  }

  private boolean isThere(JsonNode server) {
    return hostOf(server).equals(guest.host());
  }

  /**
   * Whether nothing is being done to the server. When it has left, the agent there still is at its
   * migration; if that agent ends before, Nova takes the migration for one under way for ever, and
   * does not forget the host.
   */
  private boolean isDone(JsonNode server, CloudApi api) {
    return !isBusy(server) && (departure(api).isEmpty() || !isUp(api));
  }

  private Optional<JsonNode> departure(CloudApi api) {
    return api.servers()
        .migration(guest.id())
        .filter(m -> m.path("source_compute").asText().equals(guest.host()));
  }

  private boolean isUp(CloudApi api) {
    return api.services().stream()
        .anyMatch(agent -> agent.host().equals(guest.host()) && agent.isUp());
  }

  private static String hostOf(JsonNode server) {
    return server.path("OS-EXT-SRV-ATTR:host").asText();
  }

  private static boolean isBusy(JsonNode server) {
    return server.path("OS-EXT-STS:task_state").isTextual();
  }

  @Override
  public void makeSo(Site site) throws InterruptedException {
    CloudApi api = CloudApi.as(site, HostBook.user(nova));
    for (int left = TRIES; left > 0; left--) {
      Optional<JsonNode> server = api.servers().find(guest.id());
      if (server.isPresent() && isThere(server.get()) && !isBusy(server.get())) {
        api.servers().moveLive(guest.id());
      }
      Pace pace = new Pace(() -> judge(api));
      site.await("server " + guest.name() + " is on another host", view -> pace.look());
      if (isSo(site)) {
        return;
      }
    }
    throw new OsplaneException(
        "move server %s (%s) from host %s: %s"
            .formatted(guest.name(), guest.id(), guest.host(), why(api)),
        "See the server's actions in Nova; mend the cause and drain again, or delete the server");
  }

  /**
   * Met when the migration is over, whether or not it brought the server to another host. Until its
   * turn comes, that others leave is progress.
   */
  private Verdict judge(CloudApi api) {
    Optional<JsonNode> server = api.servers().find(guest.id());
    if (server.isEmpty() || isDone(server.get(), api)) {
      return Verdict.met();
    }
    Optional<JsonNode> migration = api.servers().migration(guest.id());
    String state = migration.map(m -> m.path("status").asText()).orElse("waits for its turn");
    String task = server.get().path("OS-EXT-STS:task_state").asText("on " + hostOf(server.get()));
    // looks come closer together when the reason changes, so the time is no part of it
    String updated = migration.map(m -> m.path("updated_at").asText("")).orElse("");
    String progress =
        state + " " + updated + "; leaving: " + api.servers().departures(guest.host());
    return new Verdict.NotYet(task + ", " + state, progress);
  }

  private static String why(CloudApi api, String server) {
    return api.servers()
        .lastMigration(server)
        .filter(m -> FAILED.contains(m.path("status").asText()))
        .map(m -> "its last migration ended with " + m.path("status").asText())
        .orElse("no other host took it");
  }

  private String why(CloudApi api) {
    return why(api, guest.id());
  }
}
