package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.api.ApiError;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.Tree;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The pods of one DaemonSet: where they belong, where they are, and how they are made. */
final class DaemonPods {
  /** The label that tells which template a pod was made from. */
  static final String REVISION = "controller-revision-hash";

  private static final String GENERATION = "deprecated.daemonset.template.generation";
  private static final Comparator<ObjectNode> PLACED_THEN_OLDEST_FIRST =
      Comparator.comparing((ObjectNode p) -> Tree.text(p, "spec.nodeName").isEmpty())
          .thenComparing(p -> Tree.text(p, "metadata.creationTimestamp"))
          .thenComparing(Meta::name);

  private final Control control;
  private final ObjectNode set;
  private final ObjectNode spec;

  DaemonPods(Control control, ObjectNode set) {
    this.control = control;
    this.set = set;
    this.spec = Tree.at(set, "spec.template.spec").deepCopy();
    DaemonTolerations.addTo(spec);
  }

  /** Whether a node is to have one. */
  boolean belongOn(JsonNode node) {
    return suits(node) && Taints.tolerated(spec, node, Taints.KEEPING_AWAY);
  }

  /** Whether one that is on a node may stay. */
  boolean mayStayOn(JsonNode node) {
    return suits(node) && Taints.tolerated(spec, node, Taints.DRIVING_OFF);
  }

  private boolean suits(JsonNode node) {
    String only = Tree.text(spec, "nodeName");
    return (only.isEmpty() || only.equals(Meta.name(node))) && NodeAffinity.matches(spec, node);
  }

  /** By the node that they are on or wait for; the one that counts is the first. */
  NavigableMap<String, List<ObjectNode>> byNode() {
    return control.owned("Pod", set).stream()
        .filter(p -> !(Meta.deleting(p) && ended(p)) && !target(p).isEmpty())
        .sorted(PLACED_THEN_OLDEST_FIRST)
        .collect(Collectors.groupingBy(DaemonPods::target, TreeMap::new, Collectors.toList()));
  }

  /** Whether a pod was made from a template. */
  static boolean isOf(String revision, JsonNode pod) {
    return revision.equals(Meta.labels(pod).get(REVISION));
  }

  static boolean ended(JsonNode pod) {
    return Set.of("Failed", "Succeeded").contains(Tree.text(pod, "status.phase"));
  }

  private static String target(JsonNode pod) {
    String on = Tree.text(pod, "spec.nodeName");
    return on.isEmpty() ? NodeAffinity.only(pod.path("spec")) : on;
  }

  /** Makes one for a node, which the scheduler then binds to it; the refusal if there was one. */
  Optional<ApiError> create(String node, String revision) {
    ObjectNode pod = PodTemplates.pod(Tree.at(set, "spec.template"), set);
    Tree.set(pod, "metadata.generateName", Meta.name(set) + "-");
    Tree.child(pod, "metadata.labels")
        .put("pod-template-generation", Tree.map(set, "metadata.annotations").get(GENERATION))
        .put(REVISION, revision);
    ObjectNode own = spec.deepCopy();
    NodeAffinity.require(own, node);
    pod.set("spec", own);
    return control.create("Pod", Meta.namespace(set), pod);
  }
}
