package io.osplane.testkit.internal.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.SimulatedNode;
import io.osplane.testkit.internal.api.Deletion;
import io.osplane.testkit.internal.clock.Pull;
import io.osplane.testkit.internal.clock.Timer;
import io.osplane.testkit.internal.controller.Conditions;
import io.osplane.testkit.internal.controller.Control;
import io.osplane.testkit.internal.controller.Taints;
import io.osplane.testkit.internal.model.Tree;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The nodes, and what the cluster makes of their silence. */
public final class Nodes {
  private static final Duration SILENCE = Duration.ofSeconds(20);
  private static final int EVICTION_SECONDS = 300;

  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, Timer> silences = new HashMap<>();
  private final Control control;

  public Nodes(Control control, int count) {
    this.control = control;
    for (int i = 1; i <= count; i++) {
      nodes.put("node" + i, new Node("node" + i, i));
    }
  }

  @Nullable Node get(String name) {
    return nodes.get(name);
  }

  /**
   * Registers every node with the API server.
   *
   * @param labels further ones by node
   */
  public void register(Map<String, Map<String, String>> labels) {
    labels.keySet().forEach(this::known);
    nodes.values().forEach(node -> register(node, labels.getOrDefault(node.name, Map.of())));
  }

  private void register(Node node, Map<String, String> labels) {
    ObjectNode object = Tree.object();
    Tree.set(object, "metadata.name", node.name);
    Tree.child(object, "metadata.labels")
        .put("kubernetes.io/hostname", node.name)
        .put("kubernetes.io/os", "linux")
        .put("kubernetes.io/arch", "amd64");
    ObjectNode own = Tree.child(object, "metadata.labels");
    labels.forEach(own::put);
    Tree.set(object, "spec.podCIDR", node.podNetwork() + "0/24");
    control.create("Node", "", object);
    control.status(
        "Node",
        object,
        n -> {
          ObjectNode status = Tree.child(n, "status");
          for (String list : List.of("capacity", "allocatable")) {
            status.putObject(list).put("cpu", "8").put("memory", "32Gi").put("pods", "110");
          }
          var addresses = status.putArray("addresses");
          addresses.addObject().put("type", "InternalIP").put("address", node.address());
          addresses.addObject().put("type", "Hostname").put("address", node.name);
          status.putObject("nodeInfo").put("kubeletVersion", "v1.36.2");
          ready(n);
        });
  }

  private void ready(ObjectNode node) {
    Conditions.set(
        node, "Ready", true, "KubeletReady", "kubelet is posting ready status", control.now());
  }

  /** A handle on a node for tests. */
  public SimulatedNode handle(String name, Kubelet kubelet) {
    return new NodeHandle(control.loop(), this, kubelet, known(name));
  }

  private Node known(String name) {
    Node node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException(
          "there is no node " + name + "; the nodes are " + nodes.keySet());
    }
    return node;
  }

  void silent(Node node) {
    if (!silences.containsKey(node.name)) {
      silences.put(
          node.name, control.loop().after(SILENCE, Pull.PROGRESS, () -> declareLost(node)));
    }
  }

  void heard(Node node) {
    control.loop().cancel(silences.remove(node.name));
    ObjectNode object = control.get("Node", "", node.name);
    if (object != null) {
      control.status("Node", object, this::ready);
      control.change("Node", object, n -> Taints.remove(n, Taints.UNREACHABLE));
    }
  }

  private void declareLost(Node node) {
    ObjectNode object = control.get("Node", "", node.name);
    if (object == null) {
      return;
    }
    control.status(
        "Node",
        object,
        n -> {
          Conditions.set(
              n,
              "Ready",
              false,
              "NodeStatusUnknown",
              "Kubelet stopped posting node status.",
              control.now());
          for (JsonNode c : Tree.items(n, "status.conditions")) {
            ((ObjectNode) c).put("status", "Unknown");
          }
        });
    control.change("Node", object, n -> Taints.add(n, Taints.UNREACHABLE));
    String message = "Node " + node.name + " status is now: NodeNotReady";
    control.event(object, "Normal", "NodeNotReady", message);
    podsOn(node).forEach(this::lost);
  }

  private Collection<ObjectNode> podsOn(Node node) {
    return control.list("Pod", "").stream()
        .filter(p -> Tree.text(p, "spec.nodeName").equals(node.name))
        .toList();
  }

  private void lost(ObjectNode pod) {
    if (Conditions.isTrue(pod, "Ready")) {
      control.status(
          "Pod", pod, p -> Conditions.set(p, "Ready", false, "NodeNotReady", "", control.now()));
      control.event(pod, "Warning", "NodeNotReady", "Node is not ready");
    }
    int seconds = EVICTION_SECONDS;
    for (JsonNode t : Tree.items(pod, "spec.tolerations")) {
      String key = t.path("key").asText();
      if (key.equals(Taints.UNREACHABLE) || key.isEmpty()) {
        seconds = t.path("tolerationSeconds").asInt(-1);
      }
    }
    if (seconds >= 0) {
      control.loop().after(Duration.ofSeconds(seconds), Pull.NEVER, () -> evict(pod));
    }
  }

  private void evict(ObjectNode pod) {
    Node node = nodes.get(Tree.text(pod, "spec.nodeName"));
    ObjectNode live =
        control.get("Pod", Tree.text(pod, "metadata.namespace"), Tree.text(pod, "metadata.name"));
    boolean same =
        live != null && Tree.text(live, "metadata.uid").equals(Tree.text(pod, "metadata.uid"));
    if (same && node != null && !node.reachable()) {
      control.delete("Pod", pod, Deletion.BACKGROUND);
    }
  }
}
