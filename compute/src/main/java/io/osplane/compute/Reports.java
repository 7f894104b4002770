package io.osplane.compute;

import io.osplane.error.OsplaneException;
import io.osplane.health.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Whether Nova's processes work together by the message bus: each one reports, which goes by the
 * conductor, and each host answers a call.
 */
final class Reports {
  private static final String AGENT = "nova-compute";

  private Reports() {}

  /**
   * Of the processes that are on no host; empty if none reports, or ever did.
   *
   * @param pods those that there are: Nova remembers one that is gone for ever, and misses it
   */
  static List<Condition> ofControl(List<CloudApi.Service> services, Set<String> pods) {
    List<CloudApi.Service> control =
        services.stream()
            .filter(s -> !s.binary().equals(AGENT))
            .filter(s -> s.isUp() || pods.contains(s.host()))
            .toList();
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
   * @param nova asks; a host that reports is also called, unless it is starting: a call that comes
   *     too early holds one of Nova's threads for a minute
   */
  static List<Condition> ofHosts(SortedMap<String, Boolean> agents, CloudApi nova) {
    return of(agents, nova, host -> answers(host, nova));
  }

  /** Of fake hosts: there may be a thousand, so none is called. */
  static List<Condition> ofFakes(SortedMap<String, Boolean> agents, CloudApi nova) {
    return of(agents, nova, host -> true);
  }

  private static List<Condition> of(
      SortedMap<String, Boolean> agents, CloudApi nova, Predicate<String> answers) {
    SortedMap<String, CloudApi.Service> services = new TreeMap<>();
    nova.services().forEach(s -> services.put(s.host(), s));
    List<Condition> found = new ArrayList<>();
    for (String host : agents.keySet()) {
      CloudApi.Service service = services.get(host);
      if (service == null || !service.isUp()) {
        found.add(silent(host));
      } else if (isStarting(service, nova)) {
        found.add(starting(host));
      } else if (!answers.test(host)) {
        found.add(mute(host));
      } else if (service.isWaiting()) {
        found.add(waiting(host));
      } else if (!service.isEnabled()) {
        found.add(Condition.healthy("HostDisabled", host + " is disabled: " + service.reason()));
      }
    }
    if (found.isEmpty() && !agents.isEmpty()) {
      found.add(Condition.healthy("HostsAnswer", agents.size() + " hosts report and answer"));
    }
    return List.copyOf(found);
  }

  /** Fake hosts beyond those that are wanted, of which a deployment that was cut off made some. */
  static List<Condition> ofLeft(Members beyond, CloudApi nova) {
    return beyond.among(nova.services()).stream()
        .map(CloudApi.Service::host)
        .sorted()
        .map(
            host ->
                Condition.degraded(
                    "HostLeft",
                    "Nova knows " + host + ", which the spec does not have",
                    "Compute.on(cloud).remove(\"" + host + "\")"))
        .toList();
  }

  /** A new agent is up from when Nova knows it; it tells Placement before it takes messages. */
  private static boolean isStarting(CloudApi.Service service, CloudApi nova) {
    return !service.hasReported() && nova.placement().processors(service.host()).isEmpty();
  }

  private static boolean answers(String host, CloudApi nova) {
    try {
      return nova.answers(host);
    } catch (OsplaneException e) {
      return false;
    }
  }

  private static Condition waiting(String host) {
    return Condition.degraded(
        "HostWaits",
        host + " takes no servers before one has been tried on it",
        "Compute.on(cloud).admit() tries it and enables it; Compute.on(cloud).enable(host) at once");
  }

  private static Condition silent(String host) {
    return Condition.degraded(
        "HostSilent",
        "Nova's agent on " + host + " does not report",
        "Look at its pod's log, and whether the node is up");
  }

  private static Condition starting(String host) {
    return Condition.degraded(
        "HostStarts",
        "Nova's agent on " + host + " is starting, and Placement does not know the host yet",
        "Look again in a minute: if it does not report by then, health says so");
  }

  private static Condition mute(String host) {
    return Condition.degraded(
        "HostMute",
        "Nova's agent on " + host + " reports, and does not answer a call",
        "Look at its pod's log and at libvirt's; delete the agent's pod if it hangs");
  }
}
