package io.osplane.testkit.internal.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.Program;
import io.osplane.testkit.internal.api.Deletion;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.ObjectKey;
import io.osplane.testkit.internal.model.Tree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** One pod on its node. */
final class PodRun {
  final ObjectKey key;
  final Kubelet kubelet;
  final Node node;
  final String uid;
  final String address;
  final List<ContainerRun> init = new ArrayList<>();
  final List<ContainerRun> main = new ArrayList<>();
  private final ObjectNode first;

  PodRun(Kubelet kubelet, Node node, ObjectKey key, ObjectNode pod) {
    this.kubelet = kubelet;
    this.node = node;
    this.key = key;
    this.first = pod;
    this.uid = Meta.uid(pod);
    this.address = isOnHostNetwork(pod) ? node.address() : node.nextPodAddress();
    Tree.items(pod, "spec.initContainers").forEach(c -> init.add(new ContainerRun(this, c, true)));
    Tree.items(pod, "spec.containers").forEach(c -> main.add(new ContainerRun(this, c, false)));
  }

  static boolean isOnHostNetwork(JsonNode pod) {
    return Tree.flag(pod, "spec.hostNetwork");
  }

  /** On the host's network {@code ClusterFirst}, the default, means the node too. */
  boolean asksItsNodeForNames() {
    String policy = Tree.text(first, "spec.dnsPolicy");
    return policy.equals("Default") || (policy.equals("ClusterFirst") && isOnHostNetwork(first));
  }

  /** The pod as it is now, with its address; as it was if it is gone. */
  ObjectNode object() {
    ObjectNode live = kubelet.control().get(key);
    ObjectNode copy = (live == null ? first : live).deepCopy();
    Tree.set(copy, "status.podIP", address);
    Tree.set(copy, "status.hostIP", node.address());
    return copy;
  }

  Files files() {
    return new Files(kubelet.control(), object());
  }

  /** What containers wait for that have not run. */
  String firstReason() {
    return Tree.items(first, "spec.initContainers").isEmpty()
        ? "ContainerCreating"
        : "PodInitializing";
  }

  String restartPolicy() {
    return Tree.text(first, "spec.restartPolicy");
  }

  /** Whether a container that ended so is to start again. */
  boolean restarts(boolean init, int code) {
    return switch (restartPolicy()) {
      case "Never" -> false;
      case "OnFailure" -> code != 0;
      default -> !init || code != 0;
    };
  }

  String now() {
    return kubelet.control().now();
  }

  Stream<ContainerRun> containers() {
    return Stream.concat(init.stream(), main.stream());
  }

  boolean stopping() {
    ObjectNode live = kubelet.control().get(key);
    return live == null || Meta.deleting(live);
  }

  void event(String type, String reason, String message) {
    if (node.reachable()) {
      kubelet.control().event(object(), type, reason, message);
    }
  }

  /** Syncs after what is being done now. */
  void later() {
    kubelet.control().enqueue(kubelet, key);
  }

  /** Does what the pod needs next, and reports. */
  void sync() {
    ObjectNode live = kubelet.control().get(key);
    if (!node.powered || live == null) {
      return;
    }
    if (Meta.deleting(live)) {
      terminate(live);
    } else if (mounted()) {
      startNext();
    }
    report();
  }

  private boolean mounted() {
    boolean began = containers().anyMatch(ContainerRun::began);
    List<String> missing = began ? List.of() : files().missing();
    missing.forEach(m -> event("Warning", "FailedMount", m));
    kubelet.waitsForFiles(this, !missing.isEmpty());
    return missing.isEmpty();
  }

  private void startNext() {
    for (ContainerRun container : init) {
      container.ensureStarted();
      boolean passed =
          container.sidecar()
              ? container.health.started()
              : container.done() && container.succeeded();
      if (!passed) {
        waitsForConfig();
        return;
      }
    }
    main.forEach(ContainerRun::ensureStarted);
    waitsForConfig();
  }

  private void waitsForConfig() {
    boolean waits =
        containers()
            .anyMatch(
                c ->
                    c.state instanceof State.Waiting w
                        && w.reason().equals("CreateContainerConfigError"));
    kubelet.waitsForFiles(this, waits);
  }

  private void terminate(ObjectNode live) {
    int seconds = Tree.integer(live, "metadata.deletionGracePeriodSeconds", 0);
    containers().forEach(c -> c.stop(Duration.ofSeconds(seconds)));
    if (containers().noneMatch(ContainerRun::running) && node.reachable()) {
      report();
      kubelet.control().delete(key, new Deletion("Background", OptionalInt.of(0), uid, ""));
    }
  }

  /** Writes the pod's status, if the node can be heard. */
  void report() {
    ObjectNode live = kubelet.control().get(key);
    if (node.reachable() && live != null && Meta.uid(live).equals(uid)) {
      PodStatus status = new PodStatus(this);
      kubelet.control().status("Pod", live, status::write);
    }
  }

  /** The pod has been removed from the API server. */
  void remove() {
    containers().forEach(ContainerRun::vanish);
  }

  boolean allReady() {
    return !main.isEmpty() && main.stream().allMatch(c -> c.health.ready() && c.running());
  }

  boolean initialized() {
    return init.stream().allMatch(c -> c.sidecar() ? c.health.started() : c.succeeded());
  }

  JsonNode spec() {
    return first.path("spec");
  }

  /** The program that listens on a port; one that declares it goes first. */
  Optional<Program> listening(int port) {
    return containers()
        .sorted(Comparator.comparing(c -> !c.declares(port)))
        .flatMap(c -> Stream.ofNullable(c.program))
        .filter(p -> p.listens(port))
        .findFirst();
  }
}
