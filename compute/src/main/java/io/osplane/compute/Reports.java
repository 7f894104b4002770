package io.osplane.compute;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.osplane.error.OsplaneException;
import io.osplane.health.Condition;
import io.osplane.spi.Manifests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Whether Nova's processes work together by the message bus: each one reports, which goes by the
 * conductor, and each host answers a call.
 */
final class Reports {
  private static final String AGENT = "nova-compute";
  private static final String LIBVIRT = "libvirt";

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

  /**
   * Nodes that are labelled as hosts, by pods that are on all of them, and on which no component
   * runs libvirt or an agent; where no such pods are, nothing is seen.
   *
   * @param sets the DaemonSets, which say where their pods belong
   * @param label the label of hosts
   */
  static List<Condition> ofGroups(List<DaemonSet> sets, List<Pod> pods, String label) {
    List<Map<String, String>> placed =
        sets.stream()
            .filter(set -> isPlacedBy(label, set))
            .map(set -> set.getSpec().getSelector().getMatchLabels())
            .toList();
    SortedSet<String> labelled = new TreeSet<>();
    Set<String> grouped = new TreeSet<>();
    for (Pod pod : pods) {
      if (pod.getSpec().getNodeName() != null && isOfAny(placed, pod)) {
        boolean isOfGroup = HostBook.isAgent(pod, HostBook.AGENT) || HostBook.isAgent(pod, LIBVIRT);
        (isOfGroup ? grouped : labelled).add(pod.getSpec().getNodeName());
      }
    }
    labelled.removeAll(grouped);
    return labelled.stream()
        .map(
            node ->
                Condition.degraded(
                    "HostWithoutGroup",
                    "node " + node + " is labelled as a host, and no component is for its group",
                    "Give its label "
                        + label
                        + " the name of a group that is there, or add a component for its group"))
        .toList();
  }

  private static boolean isOfAny(List<Map<String, String>> selectors, Pod pod) {
    Set<Map.Entry<String, String>> labels = pod.getMetadata().getLabels().entrySet();
    return selectors.stream().anyMatch(selector -> labels.containsAll(selector.entrySet()));
  }

  /** Nodes on which two components run agents: their groups are not apart. */
  static List<Condition> ofDoubles(List<Pod> pods) {
    Map<String, Set<String>> components = new TreeMap<>();
    pods.stream()
        .filter(pod -> HostBook.isAgent(pod, HostBook.AGENT))
        .filter(pod -> pod.getSpec().getNodeName() != null)
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .forEach(
            pod ->
                components
                    .computeIfAbsent(pod.getSpec().getNodeName(), n -> new TreeSet<>())
                    .add(pod.getMetadata().getLabels().get(Manifests.COMPONENT)));
    return components.entrySet().stream()
        .filter(node -> node.getValue().size() > 1)
        .map(
            node ->
                Condition.degraded(
                    "HostTwice",
                    "node " + node.getKey() + " is a host of " + node.getValue() + " (rule R59)",
                    "Give each of these components a group of its own"))
        .toList();
  }

  private static boolean isPlacedBy(String label, DaemonSet set) {
    return Optional.ofNullable(set.getSpec().getTemplate().getSpec().getAffinity())
        .map(Affinity::getNodeAffinity)
        .map(NodeAffinity::getRequiredDuringSchedulingIgnoredDuringExecution)
        .map(NodeSelector::getNodeSelectorTerms)
        .orElse(List.of())
        .stream()
        .flatMap(term -> term.getMatchExpressions().stream())
        .anyMatch(expression -> expression.getKey().equals(label));
  }

  /** Fake hosts that have the name of a node which is a host: Nova takes two agents for one. */
  static List<Condition> ofTwins(List<Pod> pods) {
    Set<String> nodes =
        pods.stream()
            .filter(pod -> HostBook.isAgent(pod, HostBook.AGENT))
            .map(pod -> Objects.toString(pod.getSpec().getNodeName(), ""))
            .collect(Collectors.toSet());
    return pods.stream()
        .filter(pod -> HostBook.isAgent(pod, HostBook.FAKE))
        .map(HostBook::host)
        .filter(nodes::contains)
        .map(
            host ->
                Condition.degraded(
                    "HostTwice",
                    "a node that is a host and a fake host are both called " + host + " (rule R60)",
                    "Give the component of the fake hosts another name"))
        .toList();
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

  private static Condition mute(String host) {
    return Condition.degraded(
        "HostMute",
        "Nova's agent on " + host + " reports, and does not answer a call",
        "Look at its pod's log and at libvirt's; delete the agent's pod if it hangs");
  }
}
