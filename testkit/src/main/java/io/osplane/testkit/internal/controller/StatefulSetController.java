package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.api.ApiError;
import io.osplane.testkit.internal.api.Deletion;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.Tree;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Keeps the numbered pods of StatefulSets and their claims. */
public final class StatefulSetController extends WorkloadController {
  private static final String KIND = "StatefulSet";
  private static final String REVISION = "controller-revision-hash";

  private final SetClaims claims;

  public StatefulSetController(Control control) {
    super(control, KIND, "Pod");
    this.claims = new SetClaims(control);
  }

  @Override
  void reconcile(ObjectNode set) {
    NavigableMap<Integer, ObjectNode> pods = new TreeMap<>();
    control.owned("Pod", set).forEach(p -> pods.put(ordinal(p), p));
    pods.values().forEach(p -> claims.retain(set, p));
    String update = revision(set);
    boolean settled = create(set, pods, update) && remove(set, pods);
    if (settled && Tree.text(set, "spec.updateStrategy.type").equals("RollingUpdate")) {
      roll(set, pods, update);
    }
    writeStatus(set, pods, update);
  }

  private static int ordinal(JsonNode pod) {
    String name = Meta.name(pod);
    return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
  }

  private static boolean ordered(JsonNode set) {
    return !Tree.text(set, "spec.podManagementPolicy").equals("Parallel");
  }

  /** Makes sure that the update's template is kept as a ControllerRevision; returns its name. */
  private String revision(ObjectNode set) {
    JsonNode template = Tree.at(set, "spec.template");
    String name = Meta.name(set) + "-" + PodTemplates.hash(template);
    if (control.get("ControllerRevision", Meta.namespace(set), name) == null) {
      ObjectNode revision = Tree.object();
      Tree.set(revision, "metadata.name", name);
      Tree.child(revision, "metadata")
          .putArray("ownerReferences")
          .add(Meta.controllerReference(set));
      Tree.set(revision, "data.spec.template", template.deepCopy());
      revision.put("revision", control.owned("ControllerRevision", set).size() + 1);
      control.create("ControllerRevision", Meta.namespace(set), revision);
    }
    return name;
  }

  /** Creates what is missing; false if the order demands to wait. */
  private boolean create(ObjectNode set, NavigableMap<Integer, ObjectNode> pods, String update) {
    for (int i = 0; i < Tree.integer(set, "spec.replicas", 1); i++) {
      ObjectNode pod = pods.get(i);
      if (pod == null) {
        createPod(set, i, update);
      } else if (ended(pod) && !Meta.deleting(pod)) {
        control.delete("Pod", pod, Deletion.NOW);
      }
      if (ordered(set) && (pod == null || !Conditions.ready(pod))) {
        return false;
      }
    }
    return true;
  }

  private static boolean ended(JsonNode pod) {
    return Set.of("Failed", "Succeeded").contains(Tree.text(pod, "status.phase"));
  }

  private void createPod(ObjectNode set, int ordinal, String update) {
    String name = Meta.name(set) + "-" + ordinal;
    boolean rolling = Tree.text(set, "spec.updateStrategy.type").equals("RollingUpdate");
    int partition = Tree.integer(set, "spec.updateStrategy.rollingUpdate.partition", 0);
    String current = Tree.text(set, "status.currentRevision");
    boolean old = rolling && ordinal < partition && !current.isEmpty();
    String revision = old ? current : update;
    JsonNode kept = control.get("ControllerRevision", Meta.namespace(set), revision);
    JsonNode template =
        kept == null ? Tree.at(set, "spec.template") : Tree.at(kept, "data.spec.template");
    ObjectNode pod = PodTemplates.pod(template, set);
    Tree.set(pod, "metadata.name", name);
    Tree.child(pod, "metadata.labels")
        .put("statefulset.kubernetes.io/pod-name", name)
        .put("apps.kubernetes.io/pod-index", Integer.toString(ordinal))
        .put(REVISION, revision);
    Tree.child(pod, "spec")
        .put("hostname", name)
        .put("subdomain", Tree.text(set, "spec.serviceName"));
    claims.create(set, name, pod);
    ApiError refusal = control.create("Pod", Meta.namespace(set), pod).orElse(null);
    if (refusal == null) {
      String message = "create Pod " + name + " in StatefulSet " + Meta.name(set) + " successful";
      control.event(set, "Normal", "SuccessfulCreate", message);
    } else if (refusal.code() != 409) {
      String message =
          "create Pod %s in StatefulSet %s failed error: %s"
              .formatted(name, Meta.name(set), refusal.getMessage());
      control.event(set, "Warning", "FailedCreate", message);
    }
  }

  /** Removes pods beyond the replicas, the highest first; false if the order demands to wait. */
  private boolean remove(ObjectNode set, NavigableMap<Integer, ObjectNode> pods) {
    int replicas = Tree.integer(set, "spec.replicas", 1);
    for (ObjectNode pod : pods.tailMap(replicas, true).descendingMap().values()) {
      claims.endWith(set, pod);
      if (!Meta.deleting(pod)) {
        control.delete("Pod", pod, Deletion.BACKGROUND);
      }
      if (ordered(set)) {
        return false;
      }
    }
    return true;
  }

  private void roll(ObjectNode set, NavigableMap<Integer, ObjectNode> pods, String update) {
    int partition = Tree.integer(set, "spec.updateStrategy.rollingUpdate.partition", 0);
    int replicas = Tree.integer(set, "spec.replicas", 1);
    for (int i = replicas - 1; i >= partition; i--) {
      ObjectNode pod = pods.get(i);
      if (pod == null) {
        return;
      }
      boolean old = !update.equals(Meta.labels(pod).get(REVISION));
      if (old && !Meta.deleting(pod)) {
        control.delete("Pod", pod, Deletion.BACKGROUND);
      }
      if (old || !Conditions.ready(pod)) {
        return;
      }
    }
  }

  private void writeStatus(ObjectNode set, NavigableMap<Integer, ObjectNode> pods, String update) {
    int replicas = Tree.integer(set, "spec.replicas", 1);
    String known = Tree.text(set, "status.currentRevision");
    int updated = count(pods, update);
    boolean done = updated == replicas && pods.size() == replicas;
    String current = known.isEmpty() || done ? update : known;
    int ready = (int) pods.values().stream().filter(Conditions::ready).count();
    int minReady = Tree.integer(set, "spec.minReadySeconds", 0);
    AvailableSoon.watch(control, this, control.key(KIND, set), pods.values(), minReady);
    long available =
        pods.values().stream()
            .filter(p -> Conditions.available(p, minReady, control.loop().time()))
            .count();
    control.status(
        KIND,
        set,
        s -> {
          ObjectNode status = Tree.child(s, "status");
          status.put("observedGeneration", Meta.generation(set)).put("replicas", pods.size());
          status.put("availableReplicas", (int) available);
          Counts.put(status, "readyReplicas", ready);
          Counts.put(status, "updatedReplicas", updated);
          Counts.put(status, "currentReplicas", count(pods, current));
          status.put("currentRevision", current).put("updateRevision", update);
          status.put("collisionCount", 0);
        });
  }

  private static int count(NavigableMap<Integer, ObjectNode> pods, String revision) {
    return (int)
        pods.values().stream()
            .filter(p -> revision.equals(Meta.labels(p).get(REVISION)) && !Meta.deleting(p))
            .count();
  }
}
