package io.osplane.compute;

import io.osplane.error.OsplaneException;
import io.osplane.health.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether Nova's processes work together by the message bus: each one reports, which goes by the
 * conductor, and each host answers a call.
 */
final class Reports {
  private static final String AGENT = "nova-compute";

  private Reports() {}

  /** Of the processes that are on no host; empty if none ever reported. */
  static List<Condition> ofControl(List<CloudApi.Service> services) {
    List<CloudApi.Service> control =
        services.stream().filter(s -> !s.binary().equals(AGENT)).toList();
    List<Condition> silent =
        control.stream()
            .filter(s -> !s.isUp())
            .map(
                s ->
                    Condition.degraded(
                        "ServiceSilent",
                        s.binary() + " on " + s.host() + " does not report",
                        "Look at its pod's log, and at the health of the message bus"))
            .toList();
    return silent.isEmpty() && !control.isEmpty()
        ? List.of(Condition.healthy("ServicesReport", control.size() + " services report"))
        : silent;
  }

  /**
   * Of hosts.
   *
   * @param agents the nodes with pods of agents
   * @param nova asks; a host that reports is also called
   */
  static List<Condition> ofHosts(SortedMap<String, Boolean> agents, CloudApi nova) {
    SortedMap<String, CloudApi.Service> services = new TreeMap<>();
    nova.services().forEach(s -> services.put(s.host(), s));
    List<Condition> found = new ArrayList<>();
    for (String host : agents.keySet()) {
      CloudApi.Service service = services.get(host);
      if (service == null || !service.isUp()) {
        found.add(silent(host));
      } else if (!answers(host, nova)) {
        found.add(mute(host));
      } else if (!service.isEnabled()) {
        found.add(Condition.healthy("HostDisabled", host + " is disabled: " + service.reason()));
      }
    }
    if (found.isEmpty() && !agents.isEmpty()) {
      found.add(Condition.healthy("HostsAnswer", agents.size() + " hosts report and answer"));
    }
    return List.copyOf(found);
  }

  private static boolean answers(String host, CloudApi nova) {
    try {
      return nova.answers(host);
    } catch (OsplaneException e) {
      return false;
    }
  }

  private static Condition silent(String host) {
    return Condition.degraded(
        "HostSilent",
        "Nova's agent on " + host + " does not report",
        "Look at its pod's log, and whether the node is up");
  }

  private static Condition mute(String host) {
    return Condition.degraded(
        "HostMute",
        "Nova's agent on " + host + " reports, and does not answer a call",
        "Look at its pod's log and at libvirt's; delete the agent's pod if it hangs");
  }
}
