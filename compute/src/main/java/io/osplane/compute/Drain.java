package io.osplane.compute;

import io.osplane.ComponentName;
import io.osplane.error.RefusedException;
import io.osplane.spi.Act;
import io.osplane.spi.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What emptying a host of its servers takes. Pure.
 *
 * @param moving how they may be moved
 * @param nova whose user asks
 */
record Drain(Moving moving, ComponentName nova) {
  /**
   * The tasks: first nothing more comes, then what can go goes, and what an earlier drain left on
   * its way comes to its end.
   *
   * @param servers what is on the host now, and what was resized from there
   * @param marked servers that a drain has begun to shelve, wherever they are
   * @throws RefusedException if the host does not report, without which nothing leaves it
   */
  List<Task> tasks(CloudApi.Service host, List<Occupant> servers, List<Occupant> marked) {
    List<Occupant> sorted = sorted(servers);
    refuseAway(host, sorted);
    List<Task> tasks = new ArrayList<>();
    tasks.add(
        saying(Placing.off(host, "osplane: drain", nova).task(), staying(host.host(), sorted)));
    for (Occupant server : sorted) {
      switch (fate(server).way()) {
        case LIVE -> tasks.add(new Move(server.guest(), nova).task());
        case SHELVED -> tasks.add(shelving(server).task(fate(server).why()));
        default -> {}
      }
    }
    sorted(marked).stream()
        .filter(server -> !server.guest().host().equals(host.host()))
        .forEach(server -> tasks.add(new Shelving(nowhere(server.guest()), nova).resumed()));
    return List.copyOf(tasks);
  }

  private void refuseAway(CloudApi.Service host, List<Occupant> servers) {
    List<String> leaving =
        servers.stream()
            .filter(server -> fate(server).way() != Fate.Way.STAYS)
            .map(server -> server.guest().name() + " " + server.guest().id())
            .toList();
    if (!host.isUp() && !leaving.isEmpty()) {
      throw new RefusedException(
          "drain host " + host.host(),
          "Nova's agent on it does not report, and it alone lets servers go: " + leaving,
          "Bring the node and the agent's pod back; if it is lost for good, make sure that its power"
              + " is off, and have Nova evacuate these servers");
    }
  }

  /** Wherever it is by now, it has left. */
  private static Guest nowhere(Guest guest) {
    return new Guest(guest.id(), guest.name(), "", guest.status(), guest.task());
  }

  private static List<Occupant> sorted(List<Occupant> servers) {
    return servers.stream().sorted(Comparator.comparing(server -> server.guest().id())).toList();
  }

  private Fate fate(Occupant server) {
    return Fate.of(server, moving);
  }

  private Shelving shelving(Occupant server) {
    return new Shelving(server.guest(), nova);
  }

  private List<String> staying(String host, List<Occupant> servers) {
    return servers.stream()
        .filter(server -> fate(server).way() == Fate.Way.STAYS)
        .map(s -> s.guest().name() + " (" + s.guest().id() + ") " + why(host, s))
        .toList();
  }

  private String why(String host, Occupant server) {
    return server.guest().host().equals(host)
        ? fate(server).why()
        : "is on %s, and its resize from here is not over: confirm or revert that first"
            .formatted(server.guest().host());
  }

  private static Act saying(Act close, List<String> staying) {
    if (staying.isEmpty()) {
      return close;
    }
    return new Act(
        close.name(),
        close.phase(),
        close.needs(),
        close.summary() + "; these stay: " + String.join("; ", staying),
        close.key(),
        close.undo(),
        close.action());
  }
}
