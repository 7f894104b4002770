package io.osplane.compute;

import io.osplane.ComponentName;
import io.osplane.error.OsplaneException;
import io.osplane.spi.Probe;
import io.osplane.spi.Verdict;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Whether servers can be placed on every host: what is waited for after its pods are ready. */
final class Arrival {
  private Arrival() {}

  /** Met when every host with a ready agent is known to Nova and Placement. */
  static Verdict judge(ComponentName component, Probe probe) {
    SortedMap<String, Boolean> agents = HostBook.agents(probe.view().pods(component));
    agents.values().removeIf(isReady -> !isReady);
    if (agents.isEmpty()) {
      return Verdict.met();
    }
    try {
      CloudApi nova = CloudApi.as(probe, HostBook.user(component));
      return judge(
          HostBook.hosts(agents, nova).stream().filter(h -> agents.containsKey(h.name())).toList());
    } catch (OsplaneException e) {
      return Verdict.notYet(e.problem());
    }
  }

  /** Met when nothing is missing on any of them; that somebody disabled one is their will. */
  static Verdict judge(List<Host> hosts) {
    List<Host> missing = hosts.stream().filter(h -> !h.missing().isEmpty()).toList();
    return missing.isEmpty()
        ? Verdict.met()
        : Verdict.notYet(
            missing.stream()
                .map(h -> "host " + h.name() + ": " + h.missing())
                .collect(Collectors.joining("; ")),
            hosts.size() - missing.size(),
            hosts.size());
  }
}
