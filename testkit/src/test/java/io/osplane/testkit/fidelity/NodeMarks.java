package io.osplane.testkit.fidelity;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Nodes that a scenario chooses by a label of its own, which they lose when this is closed. */
final class NodeMarks implements AutoCloseable {
  private final KubernetesClient admin;
  private final String key;
  private final Set<String> marked = new TreeSet<>();

  /** The label's name ends with that of the scenario's namespace. */
  NodeMarks(KubernetesClient admin, String namespace) {
    this.admin = admin;
    this.key = "fidelity.osplane.io/" + namespace;
  }

  /** The label's key. */
  String key() {
    return key;
  }

  /** The names of nodes that take any pod. */
  List<String> nodes() {
    return admin.nodes().list().getItems().stream()
        .filter(NodeMarks::takesAnyPod)
        .map(n -> n.getMetadata().getName())
        .sorted()
        .toList();
  }

  private static boolean takesAnyPod(Node node) {
    return node.getSpec().getTaints().isEmpty()
        && !Boolean.TRUE.equals(node.getSpec().getUnschedulable())
        && node.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  void mark(String node, String value) {
    marked.add(node);
    patch(node, "\"" + value + "\"");
  }

  void unmark(String node) {
    patch(node, "null");
    marked.remove(node);
  }

  private void patch(String node, String value) {
    admin
        .nodes()
        .withName(node)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"labels\":{\"%s\":%s}}}".formatted(key, value));
  }

  @Override
  public void close() {
    List.copyOf(marked).forEach(this::unmark);
  }
}
