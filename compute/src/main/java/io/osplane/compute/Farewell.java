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
   * @param guests what is on the host
   * @throws RefusedException if not
   */
  static void check(
      CloudApi.Service service, SortedMap<String, Boolean> agents, List<Guest> guests) {
    String tried = "remove host " + service.host();
    if (!guests.isEmpty()) {
      throw new RefusedException(
          tried,
          "servers are on it: " + guests.stream().map(g -> g.name() + " " + g.id()).toList(),
          "Drain the host; delete or start those that are stopped");
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
