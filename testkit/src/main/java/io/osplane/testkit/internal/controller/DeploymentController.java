package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.api.Deletion;
import io.osplane.testkit.internal.clock.Pull;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.ObjectKey;
import io.osplane.testkit.internal.model.Tree;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/** Rolls Deployments out through ReplicaSets. */
public final class DeploymentController extends WorkloadController {
  private static final String KIND = "Deployment";
  private static final String HASH = "pod-template-hash";
  private static final String REVISION = "deployment.kubernetes.io/revision";

  public DeploymentController(Control control) {
    super(control, KIND, "ReplicaSet");
  }

  @Override
  void reconcile(ObjectNode deployment) {
    List<ObjectNode> sets = control.owned("ReplicaSet", deployment);
    String name =
        Meta.name(deployment) + "-" + PodTemplates.hash(Tree.at(deployment, "spec.template"));
    ObjectNode current = control.get("ReplicaSet", Meta.namespace(deployment), name);
    if (!Tree.flag(deployment, "spec.paused")) {
      if (current == null) {
        create(deployment, name, sets);
      } else {
        List<ObjectNode> old = sets.stream().filter(s -> !Meta.name(s).equals(name)).toList();
        roll(deployment, current, old);
        forget(deployment, old);
      }
    }
    writeStatus(deployment, control.owned("ReplicaSet", deployment), name);
  }

  private void create(ObjectNode deployment, String name, List<ObjectNode> sets) {
    ObjectNode set = PodTemplates.pod(deployment, deployment);
    String hash = name.substring(Meta.name(deployment).length() + 1);
    int revision = 1 + sets.stream().mapToInt(DeploymentController::revision).max().orElse(0);
    Tree.set(set, "metadata.name", name);
    int replicas = Tree.integer(deployment, "spec.replicas", 1);
    int most = replicas + share(deployment, "maxSurge", replicas, true);
    Tree.child(set, "metadata.annotations")
        .put(REVISION, Integer.toString(revision))
        .put("deployment.kubernetes.io/desired-replicas", Integer.toString(replicas))
        .put("deployment.kubernetes.io/max-replicas", Integer.toString(most));
    set.putObject("spec").put("replicas", firstSize(deployment, sets, most));
    for (String field : List.of("selector", "template")) {
      Tree.set(set, "spec." + field, Tree.at(deployment, "spec." + field).deepCopy());
    }
    set.withObject("/spec").put("minReadySeconds", integer(deployment, "spec.minReadySeconds"));
    Tree.map(deployment, "spec.template.metadata.labels")
        .forEach((k, v) -> Tree.child(set, "metadata.labels").put(k, v));
    for (String labels :
        List.of("metadata.labels", "spec.selector.matchLabels", "spec.template.metadata.labels")) {
      Tree.child(set, labels).put(HASH, hash);
    }
    control.create("ReplicaSet", Meta.namespace(deployment), set);
    control.change(
        KIND,
        deployment,
        d -> Tree.child(d, "metadata.annotations").put(REVISION, Integer.toString(revision)));
  }

  private static int firstSize(ObjectNode deployment, List<ObjectNode> old, int most) {
    int wanted = Tree.integer(deployment, "spec.replicas", 1);
    if (Tree.text(deployment, "spec.strategy.type").equals("Recreate")) {
      return sum(old, s -> integer(s, "status.replicas")) == 0 ? wanted : 0;
    }
    return Math.max(0, Math.min(wanted, most - sum(old, s -> integer(s, "spec.replicas"))));
  }

  private static int revision(JsonNode set) {
    return Integer.parseInt(Tree.map(set, "metadata.annotations").getOrDefault(REVISION, "0"));
  }

  private void roll(ObjectNode deployment, ObjectNode current, List<ObjectNode> old) {
    int wanted = Tree.integer(deployment, "spec.replicas", 1);
    int now = integer(current, "spec.replicas");
    int oldTotal = sum(old, s -> integer(s, "spec.replicas"));
    if (Tree.text(deployment, "spec.strategy.type").equals("Recreate")) {
      old.forEach(s -> scale(s, 0));
      if (sum(old, s -> integer(s, "status.replicas")) == 0) {
        scale(current, wanted);
      }
      return;
    }
    int surge = share(deployment, "maxSurge", wanted, true);
    int unavailable = share(deployment, "maxUnavailable", wanted, false);
    unavailable = surge == 0 && unavailable == 0 ? 1 : unavailable;
    int room = wanted + surge - oldTotal - now;
    int next = now > wanted ? wanted : Math.min(wanted, now + Math.max(0, room));
    scale(current, next);
    int available = integer(current, "status.availableReplicas");
    int newUnavailable = Math.max(0, next - available);
    int removable = oldTotal + next - (wanted - unavailable) - newUnavailable;
    for (ObjectNode set : old) {
      int has = integer(set, "spec.replicas");
      int broken = Math.max(0, has - integer(set, "status.availableReplicas"));
      int cut = Math.min(has, Math.max(Math.min(broken, Math.max(removable, 0)), removable));
      scale(set, has - Math.max(0, cut));
      removable -= Math.max(0, cut);
    }
  }

  private void scale(ObjectNode set, int replicas) {
    if (integer(set, "spec.replicas") != replicas) {
      control.change("ReplicaSet", set, s -> Tree.set(s, "spec.replicas", replicas));
    }
  }

  private static int share(JsonNode deployment, String field, int of, boolean up) {
    String text = Tree.text(deployment, "spec.strategy.rollingUpdate." + field);
    return Shares.of(text, of, up);
  }

  private void forget(ObjectNode deployment, List<ObjectNode> old) {
    int kept = Tree.integer(deployment, "spec.revisionHistoryLimit", 10);
    old.stream()
        .filter(s -> integer(s, "status.replicas") == 0 && integer(s, "spec.replicas") == 0)
        .sorted(Comparator.comparing(DeploymentController::revision).reversed())
        .skip(kept)
        .forEach(s -> control.delete("ReplicaSet", s, Deletion.BACKGROUND));
  }

  private void writeStatus(ObjectNode deployment, List<ObjectNode> sets, String name) {
    int wanted = Tree.integer(deployment, "spec.replicas", 1);
    List<ObjectNode> current = sets.stream().filter(s -> Meta.name(s).equals(name)).toList();
    int replicas = sum(sets, s -> integer(s, "status.replicas"));
    int updated = sum(current, s -> integer(s, "status.replicas"));
    int available = sum(sets, s -> integer(s, "status.availableReplicas"));
    int ready = sum(sets, s -> integer(s, "status.readyReplicas"));
    int terminating = sum(sets, s -> integer(s, "status.terminatingReplicas"));
    int least = wanted - share(deployment, "maxUnavailable", wanted, false);
    boolean done = updated == wanted && replicas == wanted && available >= wanted;
    Rollout rollout = new Rollout(control.loop().time(), Tree.at(deployment, "status").deepCopy());
    control.status(
        KIND,
        deployment,
        d -> {
          ObjectNode status = Tree.child(d, "status");
          status.put("observedGeneration", Meta.generation(deployment));
          status.put("terminatingReplicas", terminating);
          Counts.put(status, "replicas", replicas);
          Counts.put(status, "updatedReplicas", updated);
          Counts.put(status, "readyReplicas", ready);
          Counts.put(status, "availableReplicas", available);
          int missing = Math.max(0, Math.max(wanted, replicas) - available);
          Counts.put(status, "unavailableReplicas", missing);
          rollout.report(d, available >= least, done, name);
        });
  }

  /** A rollout that gets nowhere is declared so when its deadline is over. */
  @Override
  public void reconcile(ObjectKey key) {
    super.reconcile(key);
    ObjectNode deployment = control.get(key);
    if (deployment != null && Rollout.goesOn(deployment)) {
      Duration left = Rollout.left(deployment, control.loop().time());
      control.loop().after(left, Pull.NEVER, () -> control.enqueue(this, key));
    }
  }

  private static int integer(JsonNode object, String path) {
    return Tree.integer(object, path, 0);
  }

  private static int sum(List<ObjectNode> sets, ToIntFunction<ObjectNode> value) {
    return sets.stream().mapToInt(value).sum();
  }
}
