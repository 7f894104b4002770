package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.api.ApiError;
import io.osplane.testkit.internal.api.Deletion;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.Tree;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Keeps as many pods as a ReplicaSet says. */
public final class ReplicaSetController extends WorkloadController {
  private static final String KIND = "ReplicaSet";

  public ReplicaSetController(Control control) {
    super(control, KIND, "Pod");
  }

  @Override
  void reconcile(ObjectNode set) {
    List<ObjectNode> pods = control.owned("Pod", set).stream().filter(p -> !gone(p)).toList();
    int wanted = Tree.integer(set, "spec.replicas", 1);
    for (int i = pods.size(); i < wanted; i++) {
      create(set);
    }
    pods.stream()
        .sorted(
            Comparator.comparing(Conditions::ready)
                .thenComparing(
                    p -> Tree.text(p, "metadata.creationTimestamp"), Comparator.reverseOrder()))
        .limit(Math.max(0, pods.size() - wanted))
        .forEach(p -> control.delete("Pod", p, Deletion.BACKGROUND));
    writeStatus(set, pods);
  }

  private static boolean gone(JsonNode pod) {
    return Meta.deleting(pod)
        || Set.of("Failed", "Succeeded").contains(Tree.text(pod, "status.phase"));
  }

  private void create(ObjectNode set) {
    ObjectNode pod = PodTemplates.pod(Tree.at(set, "spec.template"), set);
    Tree.set(pod, "metadata.generateName", Meta.name(set) + "-");
    ApiError refusal = control.create("Pod", Meta.namespace(set), pod).orElse(null);
    if (refusal != null) {
      String message = "Error creating: " + refusal.getMessage();
      control.event(set, "Warning", "FailedCreate", message);
    }
  }

  private void writeStatus(ObjectNode set, List<ObjectNode> pods) {
    int minReady = Tree.integer(set, "spec.minReadySeconds", 0);
    AvailableSoon.watch(control, this, control.key(KIND, set), pods, minReady);
    int ready = (int) pods.stream().filter(Conditions::ready).count();
    int terminating = (int) control.owned("Pod", set).stream().filter(Meta::deleting).count();
    int available =
        (int)
            pods.stream()
                .filter(p -> Conditions.available(p, minReady, control.loop().time()))
                .count();
    control.status(
        KIND,
        set,
        s -> {
          ObjectNode status = Tree.child(s, "status");
          status.put("observedGeneration", Meta.generation(set)).put("replicas", pods.size());
          status.put("terminatingReplicas", terminating);
          Counts.put(status, "fullyLabeledReplicas", pods.size());
          Counts.put(status, "readyReplicas", ready);
          Counts.put(status, "availableReplicas", available);
        });
  }
}
