package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.api.ApiError;
import io.osplane.testkit.internal.api.Deletion;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.Tree;
import io.osplane.testkit.internal.store.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keeps a pod of each DaemonSet on every node that suits it. */
public final class DaemonSetController extends WorkloadController {
  private static final String KIND = "DaemonSet";

  private final DaemonRevisions revisions;

  public DaemonSetController(Control control) {
    super(control, KIND, "Pod");
    this.revisions = new DaemonRevisions(control);
  }

  @Override
  public void changed(Change change) {
    super.changed(change);
    if (change.kind().name().equals("Node")) {
      control.list(KIND, "").forEach(s -> control.enqueue(this, control.key(KIND, s)));
    }
  }

  @Override
  void reconcile(ObjectNode set) {
    List<ObjectNode> nodes = control.list("Node", "");
    String revision = revisions.current(set);
    DaemonPods pods = new DaemonPods(control, set);
    boolean settled = place(set, pods, nodes, revision);
    if (settled && Tree.text(set, "spec.updateStrategy.type").equals("RollingUpdate")) {
      roll(set, pods, nodes, revision);
    }
    revisions.forget(set);
    writeStatus(set, DaemonTally.of(pods, nodes), revision);
  }

  /** Makes the pods that are missing and ends those that are too many; false if there were any. */
  private boolean place(ObjectNode set, DaemonPods pods, List<ObjectNode> nodes, String revision) {
    Map<String, List<ObjectNode>> there = pods.byNode();
    List<ObjectNode> ending = new ArrayList<>();
    boolean complete = true;
    for (ObjectNode node : nodes) {
      List<ObjectNode> here = there.getOrDefault(Meta.name(node), List.of());
      there.remove(Meta.name(node));
      if (here.isEmpty() && pods.belongOn(node)) {
        create(set, pods, Meta.name(node), revision);
        complete = false;
      } else {
        ending.addAll(pods.mayStayOn(node) ? superfluous(set, here) : living(here));
      }
    }
    there.values().forEach(lost -> ending.addAll(unplaced(lost)));
    ending.forEach(p -> control.delete("Pod", p, Deletion.BACKGROUND));
    return complete && ending.isEmpty();
  }

  private void create(ObjectNode set, DaemonPods pods, String node, String revision) {
    ApiError refusal = pods.create(node, revision).orElse(null);
    if (refusal != null) {
      String message = "Error creating: " + refusal.getMessage();
      control.event(set, "Warning", "FailedCreate", message);
    }
  }

  private static List<ObjectNode> living(List<ObjectNode> pods) {
    return pods.stream().filter(p -> !Meta.deleting(p)).toList();
  }

  /** Those that wait for a node that is no more. */
  private static List<ObjectNode> unplaced(List<ObjectNode> pods) {
    return living(pods).stream().filter(p -> Tree.text(p, "spec.nodeName").isEmpty()).toList();
  }

  /** Of the pods on one node those that have ended, and all but the first of the others. */
  private List<ObjectNode> superfluous(ObjectNode set, List<ObjectNode> here) {
    List<ObjectNode> ended = living(here).stream().filter(DaemonPods::ended).toList();
    ended.forEach(p -> tellEnd(set, p));
    List<ObjectNode> all = new ArrayList<>(ended);
    living(here).stream().filter(p -> !DaemonPods.ended(p)).skip(1).forEach(all::add);
    return all;
  }

  private void tellEnd(ObjectNode set, ObjectNode pod) {
    boolean failed = Tree.text(pod, "status.phase").equals("Failed");
    String message =
        "Found %s daemon pod %s/%s on node %s, will try to %s it"
            .formatted(
                failed ? "failed" : "succeeded",
                Meta.namespace(pod),
                Meta.name(pod),
                Tree.text(pod, "spec.nodeName"),
                failed ? "kill" : "delete");
    String reason = failed ? "FailedDaemonPod" : "SucceededDaemonPod";
    control.event(set, failed ? "Warning" : "Normal", reason, message);
  }

  /** Ends old pods: all that are not available, and as many others as may be away at a time. */
  private void roll(ObjectNode set, DaemonPods pods, List<ObjectNode> nodes, String revision) {
    int away = 0;
    List<ObjectNode> dead = new ArrayList<>();
    List<ObjectNode> serving = new ArrayList<>();
    for (List<ObjectNode> here : pods.byNode().values()) {
      List<ObjectNode> living = living(here);
      boolean serves = living.size() == 1 && available(set, living.get(0));
      away += serves ? 0 : 1;
      if (living.size() == 1 && !DaemonPods.isOf(revision, living.get(0))) {
        (serves ? serving : dead).add(living.get(0));
      }
    }
    dead.forEach(p -> control.delete("Pod", p, Deletion.BACKGROUND));
    serving.stream()
        .limit(Math.max(0, mostAway(set, pods, nodes) - away))
        .forEach(p -> control.delete("Pod", p, Deletion.BACKGROUND));
  }

  private static int mostAway(ObjectNode set, DaemonPods pods, List<ObjectNode> nodes) {
    String most = Tree.text(set, "spec.updateStrategy.rollingUpdate.maxUnavailable");
    int wanted = (int) nodes.stream().filter(pods::belongOn).count();
    return Math.max(1, Shares.of(most, wanted, true));
  }

  private boolean available(ObjectNode set, ObjectNode pod) {
    return Conditions.available(pod, minReady(set), control.loop().time());
  }

  private static int minReady(ObjectNode set) {
    return Tree.integer(set, "spec.minReadySeconds", 0);
  }

  private void writeStatus(ObjectNode set, DaemonTally tally, String revision) {
    AvailableSoon.watch(control, this, control.key(KIND, set), tally.first(), minReady(set));
    control.status(
        KIND,
        set,
        s -> {
          ObjectNode status = Tree.child(s, "status");
          status.put("observedGeneration", Meta.generation(set));
          tally.writeTo(status, revision, minReady(set), control.loop().time());
        });
  }
}
