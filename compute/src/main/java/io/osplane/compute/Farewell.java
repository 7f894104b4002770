package io.osplane.compute;

import io.osplane.ComponentName;
import io.osplane.error.RefusedException;
import io.osplane.plan.Phase;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Needs;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * Nova, Placement and Neutron forget a host.
 *
 * @param service the host's agent
 * @param nova whose user asks
 */
record Farewell(CloudApi.Service service, ComponentName nova) implements Act.Action {

  /**
   * Whether a host may be forgotten.
   *
   * @param agents the nodes with pods of agents
   * @param servers what is on the host, and what was resized from there
   * @param migrations from it or to it, that are not over
   * @throws RefusedException if not
   */
  static void check(
      CloudApi.Service service,
      SortedMap<String, Boolean> agents,
      List<Occupant> servers,
      List<String> migrations) {
    String tried = "remove host " + service.host();
    List<String> there = named(servers, host -> host.equals(service.host()));
    if (!there.isEmpty()) {
      throw new RefusedException(
          tried,
          "servers are on it: " + there,
          "Drain the host; delete or start those that are stopped");
    }
    List<String> resized = named(servers, host -> !host.equals(service.host()));
    if (!resized.isEmpty()) {
      throw new RefusedException(
          tried,
          "servers were resized from it, and that is not over: " + resized,
          "Confirm or revert these resizes first. Nova's agent on the host does that: if its node lost"
              + " the label, give it back");
    }
    if (agents.containsKey(service.host())) {
      throw new RefusedException(
          tried,
          "Nova's agent runs on it",
          "Take the label osplane.io/host.PLANE from its node first; of fake hosts, have fewer");
    }
    if (service.isUp()) {
      throw new RefusedException(
          tried, "Nova's agent on it reported within the last minute", "Try again in a minute");
    }
    if (!migrations.isEmpty()) {
      throw new RefusedException(
          tried,
          "migrations of servers from it or to it are not over: " + migrations,
          "Wait for those whose agents run. One whose agent ended in the middle Nova takes for under"
              + " way for ever: set its status to error in the table migrations of Nova's cell");
    }
  }

  private static List<String> named(List<Occupant> servers, Predicate<String> isOn) {
    return servers.stream()
        .map(Occupant::guest)
        .filter(guest -> isOn.test(guest.host()))
        .map(guest -> guest.name() + " " + guest.id())
        .toList();
  }

  Act task() {
    return new Act(
        "farewell",
        Phase.CONTRACT,
        Needs.none(),
        "Let Nova, Placement and Neutron forget host " + service.host(),
        Map.of("host", service.host(), "service", service.id()),
        Undo.NEVER,
        this);
  }

  @Override
  public boolean isSo(Probe probe) {
    return api(probe).services().stream().noneMatch(s -> s.id().equals(service.id()));
  }

  @Override
  public void makeSo(Site site) {
    CloudApi api = api(site);
    api.forgetNetworkAgents(service.host());
    api.forget(service);
  }

  private CloudApi api(Probe probe) {
    return CloudApi.as(probe, HostBook.user(nova));
  }
}
