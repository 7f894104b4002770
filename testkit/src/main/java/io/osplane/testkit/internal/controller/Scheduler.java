package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.ObjectKey;
import io.osplane.testkit.internal.model.Tree;
import io.osplane.testkit.internal.store.Change;
import io.osplane.testkit.internal.store.Selector;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Gives pods a node: the one with the fewest pods of those that fit, by name among equals. */
public final class Scheduler implements Controller {
  private static final Set<String> RETRY_ON =
      Set.of("Node", "PersistentVolumeClaim", "StorageClass");

  private final Control control;
  private final Set<ObjectKey> waiting = new LinkedHashSet<>();

  public Scheduler(Control control) {
    this.control = control;
  }

  @Override
  public void changed(Change change) {
    boolean pod = change.kind().name().equals("Pod");
    if (pod && Tree.text(change.object(), "spec.nodeName").isEmpty()) {
      control.enqueue(this, ObjectKey.of(change.kind(), change.object()));
    }
    boolean gone = pod && change.type() == Change.Type.DELETED;
    if (gone || RETRY_ON.contains(change.kind().name())) {
      waiting.forEach(key -> control.enqueue(this, key));
    }
  }

  @Override
  public void reconcile(ObjectKey key) {
    waiting.remove(key);
    ObjectNode pod = control.get(key);
    if (pod == null || Meta.deleting(pod) || !Tree.text(pod, "spec.nodeName").isEmpty()) {
      return;
    }
    Map<String, Integer> reasons = new TreeMap<>();
    Optional<ObjectNode> node = Optional.empty();
    Optional<String> claims = unboundClaim(pod);
    List<ObjectNode> nodes = control.list("Node", "");
    if (claims.isEmpty()) {
      node =
          nodes.stream()
              .filter(n -> fits(pod, n, reasons))
              .min(Comparator.comparing(this::load).thenComparing(Meta::name));
    }
    if (node.isPresent()) {
      bind(pod, Meta.name(node.get()));
    } else {
      waiting.add(key);
      refuse(pod, nodes.size(), claims, reasons);
    }
  }

  private Optional<String> unboundClaim(ObjectNode pod) {
    for (JsonNode volume : Tree.items(pod, "spec.volumes")) {
      String name = Tree.text(volume, "persistentVolumeClaim.claimName");
      if (!name.isEmpty()) {
        ObjectNode claim = control.get("PersistentVolumeClaim", Meta.namespace(pod), name);
        if (claim == null) {
          return Optional.of("persistentvolumeclaim \"" + name + "\" not found");
        } else if (!Tree.text(claim, "status.phase").equals("Bound")) {
          return Optional.of("pod has unbound immediate PersistentVolumeClaims");
        }
      }
    }
    return Optional.empty();
  }

  private int load(ObjectNode node) {
    return podsOn(node).size();
  }

  private List<ObjectNode> podsOn(ObjectNode node) {
    return control.list("Pod", "").stream()
        .filter(p -> Tree.text(p, "spec.nodeName").equals(Meta.name(node)))
        .filter(p -> !Set.of("Succeeded", "Failed").contains(Tree.text(p, "status.phase")))
        .toList();
  }

  private boolean fits(ObjectNode pod, ObjectNode node, Map<String, Integer> reasons) {
    JsonNode spec = pod.path("spec");
    String reason = "";
    if (Tree.flag(node, "spec.unschedulable") && !Taints.ignoresCordon(spec)) {
      reason = "node(s) were unschedulable";
    } else if (!Taints.tolerated(spec, node, Taints.KEEPING_AWAY)) {
      reason = "node(s) had untolerated taint(s)";
    } else if (!NodeAffinity.matches(spec, node)) {
      reason = "node(s) didn't match Pod's node affinity/selector";
    } else if (portsTaken(pod, node)) {
      reason = "node(s) didn't have free ports for the requested pod ports";
    } else if (repelled(pod, node)) {
      reason = "node(s) didn't match pod anti-affinity rules";
    }
    if (!reason.isEmpty()) {
      reasons.merge(reason, 1, Integer::sum);
    }
    return reason.isEmpty();
  }

  private boolean portsTaken(ObjectNode pod, ObjectNode node) {
    Set<String> wanted = HostPorts.of(pod);
    return !wanted.isEmpty()
        && podsOn(node).stream().anyMatch(p -> !Collections.disjoint(wanted, HostPorts.of(p)));
  }

  private boolean repelled(ObjectNode pod, ObjectNode node) {
    List<JsonNode> terms =
        Tree.items(
            pod, "spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution");
    return terms.stream()
        .filter(t -> t.path("topologyKey").asText().equals("kubernetes.io/hostname"))
        .map(t -> Selector.structured(t.path("labelSelector")))
        .anyMatch(
            rule ->
                podsOn(node).stream()
                    .filter(p -> Meta.namespace(p).equals(Meta.namespace(pod)))
                    .anyMatch(p -> rule.test(Meta.labels(p))));
  }

  private void bind(ObjectNode pod, String node) {
    control.change("Pod", pod, p -> Tree.set(p, "spec.nodeName", node));
    control.status("Pod", pod, p -> Conditions.set(p, "PodScheduled", true, "", "", control.now()));
    String message =
        "Successfully assigned %s/%s to %s".formatted(Meta.namespace(pod), Meta.name(pod), node);
    control.event(pod, "Normal", "Scheduled", message);
  }

  private void refuse(
      ObjectNode pod, int nodes, Optional<String> claims, Map<String, Integer> reasons) {
    String counted =
        reasons.entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", "));
    String message = "0/" + nodes + " nodes are available: " + claims.orElse(counted) + ".";
    boolean known = Conditions.find(pod, "PodScheduled").path("message").asText().equals(message);
    if (!known) {
      control.status(
          "Pod",
          pod,
          p -> Conditions.set(p, "PodScheduled", false, "Unschedulable", message, control.now()));
      control.event(pod, "Warning", "FailedScheduling", message);
    }
  }
}
