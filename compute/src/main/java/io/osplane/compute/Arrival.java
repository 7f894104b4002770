package io.osplane.compute;

import io.osplane.ComponentName;
import io.osplane.error.OsplaneException;
import io.osplane.spi.Probe;
import io.osplane.spi.Verdict;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether servers can be placed on every host: what is waited for after its pods are ready. */
final class Arrival {
  private static final int NAMED = 5;

  private Arrival() {}

  /**
   * Met when every host with a ready agent is known to Nova and Placement; that somebody disabled
   * one is their will.
   */
  static Verdict judge(ComponentName component, Probe probe) {
    SortedMap<String, Boolean> agents = HostBook.agents(probe.view().pods(component));
    agents.values().removeIf(isReady -> !isReady);
    if (agents.isEmpty()) {
      return Verdict.met();
    }
    try {
      CloudApi nova = CloudApi.as(probe, HostBook.user(component));
      return judge(new TreeSet<>(agents.keySet()), nova);
    } catch (OsplaneException e) {
      return Verdict.notYet(e.problem());
    }
  }

  /**
   * Placement is asked when all report, and names most of them at once; of the others it is asked
   * one by one, up to the first that it does not know.
   */
  private static Verdict judge(SortedSet<String> hosts, CloudApi nova) {
    Set<String> up =
        nova.services().stream()
            .filter(CloudApi.Service::isUp)
            .map(CloudApi.Service::host)
            .collect(Collectors.toSet());
    List<String> silent = hosts.stream().filter(h -> !up.contains(h)).toList();
    if (!silent.isEmpty()) {
      return missing(silent, "Nova's agent does not report", hosts.size());
    }
    Set<String> roomy = nova.placement().roomy();
    List<String> unsure = hosts.stream().filter(h -> !roomy.contains(h)).toList();
    List<String> unknown =
        unsure.stream().dropWhile(h -> nova.placement().processors(h).isPresent()).toList();
    return unknown.isEmpty()
        ? Verdict.met()
        : missing(unknown, "Placement does not know it yet", hosts.size());
  }

  private static Verdict missing(List<String> hosts, String what, int all) {
    String some = hosts.stream().limit(NAMED).collect(Collectors.joining(", "));
    String more = hosts.size() > NAMED ? " and " + (hosts.size() - NAMED) + " more" : "";
    return Verdict.notYet("host " + some + more + ": " + what, all - hosts.size(), all);
  }
}
