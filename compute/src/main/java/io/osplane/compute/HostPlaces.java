package io.osplane.compute;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.osplane.health.Condition;
import io.osplane.spi.Manifests;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether every host is one of exactly one component, as far as pods and their sets tell. */
final class HostPlaces {
  private static final String LIBVIRT = "libvirt";

  private HostPlaces() {}

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
}
