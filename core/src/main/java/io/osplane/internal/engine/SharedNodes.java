package io.osplane.internal.engine;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodAntiAffinity;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.osplane.error.RefusedException;
import io.osplane.spi.Apply;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Members that share a node when they are to be kept apart for the first time. The one that is
 * rolled first would be kept away by the other, and where its volume is bound to the node, for
 * good.
 */
final class SharedNodes {
  private static final String NODE = "kubernetes.io/hostname";

  private SharedNodes() {}

  /** The set with the most pods of those that are kept apart; empty if none is. */
  static Optional<StatefulSet> largest(List<Node> nodes) {
    return apart(nodes).max(Comparator.comparing(SharedNodes::members));
  }

  /** How many pods a set asks for; one if it does not say. */
  static int members(StatefulSet set) {
    return Optional.ofNullable(set.getSpec().getReplicas()).orElse(1);
  }

  private static Stream<StatefulSet> apart(List<Node> nodes) {
    return nodes.stream()
        .filter(node -> node.task() instanceof Apply)
        .flatMap(node -> ((Apply) node.task()).objects().stream())
        .filter(StatefulSet.class::isInstance)
        .map(StatefulSet.class::cast)
        .filter(SharedNodes::keepsApart);
  }

  /**
   * Makes sure that no set of pods is told to keep apart what is together.
   *
   * @throws RefusedException for the first two pods that share a node
   */
  static void check(List<Node> nodes, Situation now) {
    apart(nodes)
        .flatMap(set -> now.view().find(StatefulSet.class, set.getMetadata().getName()).stream())
        .filter(live -> !keepsApart(live))
        .forEach(live -> check(live, now.view().all(Pod.class)));
  }

  private static void check(StatefulSet live, List<Pod> pods) {
    Map<String, String> labels = live.getSpec().getSelector().getMatchLabels();
    Map<String, String> first = new TreeMap<>();
    for (Pod pod : pods) {
      String node = pod.getSpec().getNodeName();
      String name = pod.getMetadata().getName();
      if (node != null && pod.getMetadata().getLabels().entrySet().containsAll(labels.entrySet())) {
        String other = first.putIfAbsent(node, name);
        if (other != null) {
          throw refusal(live.getMetadata().getName(), node, other, name);
        }
      }
    }
  }

  private static RefusedException refusal(String set, String node, String one, String other) {
    return new RefusedException(
        "keep the members of " + set + " on different nodes",
        one + " and " + other + " are both on " + node + ", and the one that is rolled would wait",
        "Let the spec say spread: PREFERRED; or delete "
            + other
            + " while another node is free for it and its volume, then deploy again");
  }

  /** Whether no two of its own pods may be on one node. */
  private static boolean keepsApart(StatefulSet set) {
    return Optional.ofNullable(set.getSpec())
        .map(StatefulSetSpec::getTemplate)
        .filter(pod -> terms(pod).stream().anyMatch(term -> isAboutItself(term, pod)))
        .isPresent();
  }

  private static List<PodAffinityTerm> terms(PodTemplateSpec pod) {
    return Optional.ofNullable(pod.getSpec())
        .map(PodSpec::getAffinity)
        .map(Affinity::getPodAntiAffinity)
        .map(PodAntiAffinity::getRequiredDuringSchedulingIgnoredDuringExecution)
        .orElse(List.of());
  }

  private static boolean isAboutItself(PodAffinityTerm term, PodTemplateSpec pod) {
    Map<String, String> kept =
        Optional.ofNullable(term.getLabelSelector())
            .map(LabelSelector::getMatchLabels)
            .orElse(Map.of());
    return NODE.equals(term.getTopologyKey())
        && !kept.isEmpty()
        && pod.getMetadata().getLabels().entrySet().containsAll(kept.entrySet());
  }
}
