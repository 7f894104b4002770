package io.osplane.compute;

import io.osplane.ComponentName;
import io.osplane.error.RefusedException;
import io.osplane.plan.Phase;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Needs;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;
import io.osplane.spi.Verdict;
import java.util.List;
import java.util.Map;

/**
 * No server is on fake hosts that go, and none comes. Refused before anything is changed, if there
 * are some and they are not to be deleted.
 *
 * @param component whose hosts, and whose user asks
 * @param keep how many hosts stay
 * @param departure what becomes of servers
 */
record Eviction(ComponentName component, int keep, Departure departure) implements Act.Action {
  /** The name of its task. */
  static final String TASK = "eviction";

  private static final String REASON = "osplane: goes";

  /** Before the pods end. */
  Act task(Phase phase) {
    return act(phase, "no more than " + keep + " stay");
  }

  /** Of a component that goes. */
  Act last() {
    return act(Phase.CONTRACT, "none stays");
  }

  private Act act(Phase phase, String why) {
    String servers = departure == Departure.WITH_SERVERS ? "Delete" : "Refuse to go on with";
    return new Act(
        TASK,
        phase,
        Needs.none(),
        servers + " servers on hosts of " + component + " that go, and let no more come: " + why,
        Map.of("keep", keep + "", "departure", departure + ""),
        departure == Departure.WITH_SERVERS ? Undo.NEVER : Undo.REAPPLY,
        this);
  }

  @Override
  public boolean isSo(Probe probe) {
    CloudApi api = api(probe);
    return going(api).stream()
        .allMatch(s -> !s.isEnabled() && api.servers().guests(s.host()).isEmpty());
  }

  @Override
  public void makeSo(Site site) throws InterruptedException {
    CloudApi api = api(site);
    refuseWithServers(api);
    List<CloudApi.Service> open = going(api).stream().filter(s -> s.isEnabled()).toList();
    open.forEach(s -> api.disable(s, REASON));
    if (departure == Departure.WITH_SERVERS) {
      delete(api, site);
    } else {
      refuseLatecomers(api, open);
    }
  }

  private void delete(CloudApi api, Site site) throws InterruptedException {
    guests(api).forEach(guest -> api.servers().delete(guest.id()));
    Pace pace = new Pace(() -> judge(api));
    site.await("servers on hosts that go are deleted", view -> pace.look());
  }

  /** A server may have come between the look and the closing. */
  private void refuseLatecomers(CloudApi api, List<CloudApi.Service> open) {
    try {
      refuseWithServers(api);
    } catch (RefusedException e) {
      open.forEach(api::enable);
      throw e;
    }
  }

  private void refuseWithServers(CloudApi api) {
    List<Guest> guests = departure == Departure.WITH_SERVERS ? List.of() : guests(api);
    if (!guests.isEmpty()) {
      String some =
          guests.stream().limit(10).map(g -> g.name() + " on " + g.host()).toList().toString();
      throw new RefusedException(
          "let hosts of " + component + " go until " + keep + " are left",
          guests.size() + " servers are on them: " + some,
          "Delete them or drain these hosts, or say that they go, by withDeparture(WITH_SERVERS)");
    }
  }

  private Verdict judge(CloudApi api) {
    int left = guests(api).size();
    return left == 0 ? Verdict.met() : Verdict.notYet(left + " are left");
  }

  private List<Guest> guests(CloudApi api) {
    return going(api).stream().flatMap(s -> api.servers().guests(s.host()).stream()).toList();
  }

  private List<CloudApi.Service> going(CloudApi api) {
    return new Members(component, keep).among(api.services());
  }

  private CloudApi api(Probe probe) {
    return CloudApi.as(probe, HostBook.user(component));
  }
}
