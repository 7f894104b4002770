package io.osplane.testkit.internal.kubelet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.controller.Conditions;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.Tree;
import java.util.List;
import java.util.stream.Collectors;

/** What kubelet reports of a pod. */
record PodStatus(PodRun pod) {

  void write(ObjectNode object) {
    ObjectNode status = Tree.child(object, "status");
    status.put("phase", phase());
    status.put("hostIP", pod.node.address()).put("podIP", pod.address);
    status.putArray("podIPs").addObject().put("ip", pod.address);
    status.put("qosClass", QualityOfService.of(pod.spec()));
    if (!status.has("startTime")) {
      status.put("startTime", pod.now());
    }
    if (!pod.init.isEmpty()) {
      status.set("initContainerStatuses", containers(pod.init));
    }
    status.set("containerStatuses", containers(pod.main));
    status.put("observedGeneration", Meta.generation(object));
    conditions(object);
  }

  private String phase() {
    boolean initFailed = pod.init.stream().anyMatch(c -> c.done() && !c.succeeded());
    boolean ended = pod.main.stream().allMatch(ContainerRun::done);
    if (initFailed || (ended && !pod.main.stream().allMatch(ContainerRun::succeeded))) {
      return "Failed";
    } else if (ended) {
      return "Succeeded";
    }
    boolean began = pod.main.stream().anyMatch(ContainerRun::began);
    return began ? "Running" : "Pending";
  }

  private void conditions(ObjectNode object) {
    String now = pod.now();
    boolean initialized = pod.initialized();
    String phase = phase();
    boolean ended = List.of("Succeeded", "Failed").contains(phase);
    Conditions.set(object, "PodReadyToStartContainers", !ended, "", "", now);
    String completed = phase.equals("Succeeded") ? "PodCompleted" : "";
    Conditions.set(
        object,
        "Initialized",
        initialized,
        initialized ? completed : "ContainersNotInitialized",
        initialized ? "" : "containers with incomplete status: " + unready(pod.init),
        now);
    boolean ready = pod.allReady();
    String reason = ready ? "" : "ContainersNotReady";
    if (ended) {
      reason = phase.equals("Failed") ? "PodFailed" : "PodCompleted";
    }
    String message = ready || ended ? "" : "containers with unready status: " + unready(pod.main);
    Conditions.set(object, "ContainersReady", ready, reason, message, now);
    Conditions.set(object, "Ready", ready, reason, message, now);
    Conditions.set(object, "PodScheduled", true, "", "", now);
  }

  private static String unready(List<ContainerRun> containers) {
    return containers.stream()
        .filter(c -> !c.health.ready())
        .map(ContainerRun::name)
        .collect(Collectors.joining(" ", "[", "]"));
  }

  private ArrayNode containers(List<ContainerRun> runs) {
    ArrayNode list = Tree.array();
    for (ContainerRun run : runs) {
      ObjectNode status = list.addObject();
      status.put("name", run.name());
      status.set("state", run.state.json());
      status.set(
          "lastState", run.restarts.last() == null ? Tree.object() : run.restarts.last().json());
      boolean finished = run.init && !run.sidecar() && run.succeeded();
      status.put("ready", run.health.ready() || finished).put("started", run.health.started());
      status.put("restartCount", run.restarts.count());
      status.put("image", run.spec.path("image").asText());
      status.put("imageID", "").put("containerID", "simulated://" + pod.uid + "/" + run.name());
    }
    return list;
  }
}
