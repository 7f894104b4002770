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
import java.util.TreeMap;

/**
 * A server goes to another host by an image: it is shelved, and unshelved where Nova chooses. How
 * far it is follows from its state; whether it ran before, and that it is on its way, is said by a
 * tag, so that whoever drains next finds it and goes on. One server of a host after another.
 *
 * @param guest the server, where it is now; on no host if it was left on its way
 * @param nova whose user asks
 */
record Shelving(Guest guest, ComponentName nova) implements Act.Action {
  /** The tag of one that was stopped before. */
  static final String WAS_OFF = "osplane-drain-off";

  /** The tag of one that ran before. */
  static final String WAS_ON = "osplane-drain-on";

  private static final String REMEDY =
      "See the server's actions in Nova and the room on other hosts; mend the cause and drain again";

  Act task(String why) {
    return act(
        "Move server %s (%s), which %s, by an image in Glance: it is shelved, and unshelved on another host"
            .formatted(guest.name(), guest.id(), why));
  }

  /** Of one that an earlier drain left. */
  Act resumed() {
    return act(
        "Bring back server %s (%s), which a drain that was cut off left on its way"
            .formatted(guest.name(), guest.id()));
  }

  private Act act(String summary) {
    return new Act(
        "shelve-" + guest.id(),
        Phase.EXPAND,
        Needs.tasks(Placing.TASK),
        summary,
        Map.of("server", guest.id(), "from", guest.host()),
        Undo.NEVER,
        this);
  }

  /** One that was deleted meanwhile has left as well. */
  @Override
  public boolean isSo(Probe probe) {
    return server(api(probe)).map(this::isOver).orElse(true);
  }

  private boolean isOver(Occupant server) {
    String host = server.guest().host();
    boolean isElsewhere = !host.isEmpty() && !host.equals(guest.host());
    return isElsewhere && !server.isBusy() && !server.isMarked();
  }

  @Override
  public void makeSo(Site site) throws InterruptedException {
    CloudApi api = api(site);
    Attempts attempts = new Attempts();
    Optional<Occupant> server = settled(site, api);
    while (server.isPresent() && !isOver(server.get())) {
      step(server.get(), api, site, attempts);
      server = settled(site, api);
    }
  }

  /** How often each thing was asked for: what is asked for three times in vain is given up. */
  private static final class Attempts {
    private static final int MOST = 3;
    private final Map<String, Integer> counts = new TreeMap<>();

    boolean isLast(String action) {
      return counts.merge(action, 1, Integer::sum) > MOST;
    }
  }

  private void step(Occupant server, CloudApi api, Site site, Attempts attempts)
      throws InterruptedException {
    ShelvingStep next = ShelvingStep.of(server, guest.host());
    if (next == ShelvingStep.NONE || attempts.isLast(next.name())) {
      release(server, api);
      throw new OsplaneException(
          "move server %s (%s) by an image: it is %s%s"
              .formatted(guest.name(), guest.id(), server.guest().status(), why(api)),
          REMEDY);
    }
    if (next == ShelvingStep.SHELVE) {
      mark(server, api);
      awaitTurn(server, api, site);
    }
    next.ask(server, api);
  }

  private void awaitTurn(Occupant server, CloudApi api, Site site) throws InterruptedException {
    Turn turn = new Turn(guest, api);
    try {
      site.await("the turn of server " + guest.name(), view -> turn.look());
    } catch (OsplaneException e) {
      release(server, api);
      throw e;
    }
  }

  private static void mark(Occupant server, CloudApi api) {
    if (!server.isMarked()) {
      api.servers()
          .mark(server.guest().id(), server.guest().status().equals("SHUTOFF") ? WAS_OFF : WAS_ON);
    }
  }

  /** One that stays where it was keeps nobody waiting. */
  private void release(Occupant server, CloudApi api) {
    if (ShelvingStep.of(server, guest.host()) == ShelvingStep.SHELVE) {
      ShelvingStep.UNMARK.ask(server, api);
    }
  }

  private String why(CloudApi api) {
    return api.servers()
        .find(guest.id())
        .map(s -> s.at("/fault/message").asText(""))
        .filter(message -> !message.isEmpty())
        .map(": "::concat)
        .orElse("");
  }

  private Optional<Occupant> settled(Site site, CloudApi api) throws InterruptedException {
    Silence silence = new Silence();
    Pace pace = new Pace(() -> judge(api, silence));
    site.await("server " + guest.name() + " is on its way", view -> pace.look());
    return server(api);
  }

  private Verdict judge(CloudApi api, Silence silence) {
    Optional<Occupant> busy = server(api).filter(Occupant::isBusy);
    return busy.isEmpty() ? Verdict.met() : silence.of(busy.get().guest().task());
  }

  private Optional<Occupant> server(CloudApi api) {
    Optional<JsonNode> found = api.servers().find(guest.id());
    return found.map(Occupant::of);
  }

  private CloudApi api(Probe probe) {
    return CloudApi.as(probe, HostBook.user(nova));
  }
}
