package io.osplane.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.osplane.ComponentName;
import io.osplane.internal.kube.Cluster;
import io.osplane.plan.Impact;
import io.osplane.plan.ObjectChange;
import io.osplane.plan.Phase;
import io.osplane.plan.Step;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Manifests;
import io.osplane.spi.Needs;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;
import io.osplane.spi.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Deletes the objects of one component, what owns pods first, and waits for the pods' end.
 *
 * @param summary what is done, in a few words
 */
record Teardown(ComponentName component, List<ObjectNode> objects, Situation now, String summary)
    implements Act.Action {
  /** The task's name. */
  static final String NAME = "remove";

  /** What is done, where data is kept. */
  static final String KEEPING = "Remove the component; its volumes and their Secrets stay";

  private static final List<String> OWNERS =
      List.of("CronJob", "Job", "Deployment", "StatefulSet", "DaemonSet");

  /**
   * The removal of a component that the spec has no more: of what the inventory holds, and of the
   * Jobs that ran for it. Empty if nothing of it is left, not even a pod that ends.
   */
  static Optional<Teardown> of(ComponentName name, Situation now) {
    List<ObjectNode> objects =
        Stream.concat(
                now.state().inventory().stream().flatMap(e -> Inventory.find(now, e).stream()),
                now.view().all().stream().filter(Teardown::isJob))
            .filter(o -> isOf(name, o) && !Desired.isKept(o))
            .distinct()
            .toList();
    boolean isOver = objects.isEmpty() && now.view().of(Pod.class, name).isEmpty();
    return isOver ? Optional.empty() : Optional.of(new Teardown(name, objects, now, KEEPING));
  }

  private static boolean isJob(ObjectNode object) {
    return object.path("kind").asText().equals("Job")
        && object.path("metadata").path("ownerReferences").isEmpty();
  }

  private static boolean isOf(ComponentName name, ObjectNode object) {
    JsonNode labels = object.path("metadata").path("labels");
    return labels.path(Manifests.COMPONENT).asText().equals(name.value());
  }

  /** The task; its key tells these very objects from later ones of the same names. */
  Act act() {
    StringBuilder uids = new StringBuilder();
    objects.forEach(o -> uids.append(o.path("metadata").path("uid").asText()).append('\n'));
    return new Act(
        NAME,
        Phase.CONTRACT,
        Needs.none(),
        summary,
        Map.of("objects", Keys.sha256(uids.toString())),
        Undo.REAPPLY,
        this);
  }

  /** The step that shows it. */
  Step step(Node node, String reason) {
    List<ObjectChange> changes = objects.stream().map(Pruning::deletion).toList();
    return new Step(
        node.id(),
        Phase.CONTRACT,
        summary,
        reason,
        Impact.OUTAGE,
        Undo.REAPPLY,
        node.needs(),
        "",
        changes);
  }

  @Override
  public boolean isSo(Probe probe) {
    return false;
  }

  @Override
  public void makeSo(Site site) throws InterruptedException {
    Cluster cluster = now.cluster();
    objects.stream().filter(Teardown::isOwner).forEach(o -> Pruning.delete(cluster, o));
    objects.stream().filter(o -> !isOwner(o)).forEach(o -> Pruning.delete(cluster, o));
    site.await(
        "the end of the pods of " + component,
        view -> {
          int left = view.of(Pod.class, component).size();
          return left == 0 ? Verdict.met() : Verdict.notYet(left + " pods are still there");
        });
  }

  private static boolean isOwner(ObjectNode object) {
    return OWNERS.contains(object.path("kind").asText());
  }
}
