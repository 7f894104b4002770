package io.osplane.internal.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.error.RefusedException;
import io.osplane.internal.engine.Desired.Wanted;
import io.osplane.internal.kube.Cluster;
import io.osplane.internal.kube.FieldComparison;
import io.osplane.internal.kube.FieldConflict;
import io.osplane.internal.kube.FieldSchema.Kind;
import io.osplane.plan.FieldChange;
import io.osplane.plan.Impact;
import io.osplane.plan.ObjectChange;
import io.osplane.plan.ObjectChange.Action;
import io.osplane.plan.Step;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Apply;
import io.osplane.spi.Await;
import io.osplane.spi.Generate;
import io.osplane.spi.Run;
import io.osplane.spi.SecretTemplate;
import io.osplane.spi.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what each node would do, from what was listed; asks nothing of the cluster. */
final class Planner {
  /** The kinds of objects that keep pods. */
  static final Set<String> WORKLOADS = Set.of("StatefulSet", "Deployment", "DaemonSet");

  private final Cluster cluster;
  private final LiveView view;
  private final StateStore state;
  private final Secrets secrets;
  private final Desired desired;
  private final String plane;
  private final Set<String> generated;

  /**
   * Plans for what is there now.
   *
   * @param generated names of Secrets that the same plan may still make
   */
  Planner(Situation now, Set<String> generated) {
    this.generated = generated;
    this.cluster = now.cluster();
    this.view = now.view();
    this.state = now.state();
    this.secrets = now.secrets();
    this.desired = now.desired();
    this.plane = now.plane();
  }

  /**
   * The step of a node; empty if there is nothing to do for it.
   *
   * @param existed names of inventory entries that were seen to exist
   * @throws RefusedException if doing it could lose data
   */
  Optional<Step> step(Node node, Set<String> existed) {
    Task task = node.task();
    if (task instanceof Apply apply) {
      return changed(node, apply);
    }
    if (task instanceof Generate generate) {
      return generated(node, generate, existed);
    }
    if (task instanceof Await) {
      return Optional.empty();
    }
    return due(node);
  }

  private Optional<Step> due(Node node) {
    String key = Keys.of(node, state);
    Optional<String> receipt = state.receipt(node.id());
    if (receipt.filter(key::equals).isPresent()) {
      return Optional.empty();
    }
    String reason = receipt.isPresent() ? "what it depends on has changed" : "it was never done";
    if (node.isRetirement()) {
      reason =
          node.voids().contains(Node.allOf(node.id()))
              ? "the spec has it no more"
              : "nobody claims it any more";
    }
    if (node.task() instanceof Run run) {
      String why = JobRun.hasFailed(cluster, view, node, key) ? "retry: its Job failed" : reason;
      return Optional.of(step(node, run.summary(), why, Impact.NONE, run.undo(), key, List.of()));
    }
    Act act = (Act) node.task();
    return Optional.of(step(node, act.summary(), reason, Impact.NONE, act.undo(), key, List.of()));
  }

  private Optional<Step> generated(Node node, Generate task, Set<String> existed) {
    if (secrets.has(task.secret())) {
      refuseChanged(task.secret());
      return Optional.empty();
    }
    if (existed.contains(Inventory.entry(task))) {
      throw new RefusedException(
          "generate Secret " + task.secret() + " anew",
          "it was there before and somebody deleted it: what it opened still has the old value",
          "Restore the Secret from a backup");
    }
    ObjectChange change = new ObjectChange(Action.CREATE, "Secret", task.secret(), List.of());
    return Optional.of(
        step(node, "Generate secrets", "", Impact.NONE, Undo.REAPPLY, "", List.of(change)));
  }

  private void refuseChanged(String secret) {
    List<String> changed = secrets.changedByHand(secret);
    if (!changed.isEmpty()) {
      throw new RefusedException(
          "go on with Secret " + secret,
          "its generated value of " + changed + " was changed by hand, and what it opens was not",
          "Put the old value back, for example from a backup; if what it opens has the new one too,"
              + " remove the Secret's annotation seal.osplane.io/"
              + changed.get(0));
    }
  }

  private Optional<Step> changed(Node node, Apply task) {
    List<ObjectChange> changes = new ArrayList<>();
    Impact impact = Impact.NONE;
    for (Wanted wanted : desired.of(node.component(), plane, task)) {
      Optional<ObjectChange> change = change(wanted);
      if (change.isPresent()) {
        changes.add(change.get());
        impact = rolls(change.get(), wanted.object()) ? Impact.ROLLING : impact;
      }
    }
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(step(node, summary(changes), "", impact, Undo.REAPPLY, "", changes));
  }

  private static String summary(List<ObjectChange> changes) {
    return changes.stream().allMatch(c -> c.action() == Action.CREATE)
        ? "Create " + changes.size() + " objects"
        : "Update " + changes.size() + " objects";
  }

  /** What would change of an object; empty if nothing. */
  Optional<ObjectChange> change(Wanted wanted) {
    Kind kind = cluster.kind(wanted.object());
    Optional<ObjectNode> live = view.object(kind, wanted.name());
    if (live.isEmpty()) {
      return Optional.of(new ObjectChange(Action.CREATE, kind.name(), wanted.name(), List.of()));
    }
    if (wanted.template().map(this::waitsForASource).orElse(false)) {
      FieldChange unseen = new FieldChange("data", "(secret)", "(secret)", "");
      return Optional.of(
          new ObjectChange(Action.UPDATE, kind.name(), wanted.name(), List.of(unseen)));
    }
    FieldComparison found = desired.compared(wanted, live.get(), secrets::reveal);
    List<FieldChange> fields = new ArrayList<>();
    found
        .changes()
        .forEach(c -> fields.add(new FieldChange(c.path(), text(c.before()), text(c.after()), "")));
    if (!desired.leaves()) {
      found.conflicts().forEach(c -> fields.add(held(c)));
    }
    return fields.isEmpty()
        ? Optional.empty()
        : Optional.of(new ObjectChange(Action.UPDATE, kind.name(), wanted.name(), fields));
  }

  /** The fields that the nodes want and that are left to others, by object. */
  List<ObjectChange> left(List<Node> nodes) {
    if (!desired.leaves()) {
      return List.of();
    }
    return nodes.stream()
        .filter(node -> node.task() instanceof Apply)
        .flatMap(node -> desired.of(node.component(), plane, (Apply) node.task()).stream())
        .filter(wanted -> !wanted.template().map(this::waitsForASource).orElse(false))
        .flatMap(wanted -> left(wanted).stream())
        .toList();
  }

  private Optional<ObjectChange> left(Wanted wanted) {
    Kind kind = cluster.kind(wanted.object());
    List<FieldChange> fields =
        view.object(kind, wanted.name()).stream()
            .flatMap(live -> desired.compared(wanted, live, secrets::reveal).conflicts().stream())
            .map(Planner::held)
            .toList();
    return Optional.of(new ObjectChange(Action.LEAVE, kind.name(), wanted.name(), fields))
        .filter(change -> !change.fields().isEmpty());
  }

  private boolean waitsForASource(SecretTemplate template) {
    return template.sources().stream().anyMatch(s -> !secrets.has(s) && generated.contains(s));
  }

  private static FieldChange held(FieldConflict conflict) {
    return new FieldChange(
        conflict.change().path(),
        text(conflict.change().before()),
        text(conflict.change().after()),
        conflict.manager() + " since " + conflict.time());
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** Whether pods are replaced now; with {@code OnDelete} they stay until somebody deletes them. */
  private static boolean rolls(ObjectChange change, ObjectNode wanted) {
    return change.action() == Action.UPDATE
        && WORKLOADS.contains(change.kind())
        && !wanted.at("/spec/updateStrategy/type").asText().equals("OnDelete")
        && change.fields().stream().anyMatch(f -> f.path().startsWith("spec.template"));
  }

  private static Step step(
      Node node,
      String summary,
      String reason,
      Impact impact,
      Undo undo,
      String key,
      List<ObjectChange> changes) {
    return new Step(
        node.id(), node.task().phase(), summary, reason, impact, undo, node.needs(), key, changes);
  }
}
