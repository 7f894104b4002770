package io.osplane.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.Report;
import io.osplane.Report.StepResult;
import io.osplane.internal.kube.Cluster;
import io.osplane.plan.Impact;
import io.osplane.plan.ObjectChange;
import io.osplane.plan.Phase;
import io.osplane.plan.Plan;
import io.osplane.plan.Step;
import io.osplane.plan.Undo;
import io.osplane.spi.Manifests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Deletes what the last revision had and this one has not. Never what survives a removal, never
 * what a pod still mounts, never another object of the same name.
 *
 * @param wanted what stays, as inventory entries without UIDs
 * @param superseded what goes although it would survive a removal, in the same form
 */
record Pruning(Set<String> wanted, Set<String> superseded) {
  private static final String ID = "osplane/prune";
  private static final Set<String> SERVING = Set.of("StatefulSet", "Deployment", "DaemonSet");
  private static final Set<String> OVER = Set.of("Succeeded", "Failed");

  /**
   * The step that deletes; empty if nothing is to go.
   *
   * @param others the other steps: while nothing else changes, what a pod mounts is let alone
   */
  Optional<Step> step(Situation now, List<String> past, List<Step> others) {
    List<ObjectNode> pods = now.view().objects(now.cluster().kind("v1", "Pod"));
    List<ObjectChange> gone = new ArrayList<>();
    for (String entry : past) {
      if (!wanted.contains(entry.split("=", 2)[0])) {
        Inventory.find(now, entry)
            .filter(o -> !isKept(o) && (!others.isEmpty() || !isMounted(pods, o)))
            .ifPresent(o -> gone.add(deletion(o)));
      }
    }
    return gone.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Step(
                ID,
                Phase.CONTRACT,
                "Delete what is no longer wanted",
                "the last revision had it and this one has not",
                gone.stream().anyMatch(c -> SERVING.contains(c.kind()))
                    ? Impact.OUTAGE
                    : Impact.NONE,
                Undo.REAPPLY,
                List.of(),
                "",
                gone));
  }

  private boolean isKept(ObjectNode object) {
    return Desired.isKept(object) && !superseded.contains(Inventory.entry(object));
  }

  /**
   * Carries the step out, at the end of an operation.
   *
   * @return what a pod still mounts and therefore stays for now, as inventory entries
   */
  static List<String> run(Plan plan, Situation now, Hold hold) {
    List<String> left = new ArrayList<>();
    List<ObjectNode> going = objects(plan, now);
    List<ObjectNode> pods = going.isEmpty() ? List.of() : pods(now);
    for (ObjectNode object : going) {
      hold.check();
      if (isMounted(pods, object)) {
        left.add(Inventory.entry(object));
      } else {
        delete(now.cluster(), object);
      }
    }
    return left;
  }

  /** The report with what became of the step. */
  static Report reported(Report report) {
    if (report.plan().steps().stream().noneMatch(s -> s.id().equals(ID))) {
      return report;
    }
    List<StepResult> steps = new ArrayList<>(report.steps());
    steps.add(new StepResult(ID, Report.Outcome.DONE, "", Duration.ZERO));
    return new Report(report.plan(), report.outcome(), steps, report.took());
  }

  private static List<ObjectNode> objects(Plan plan, Situation now) {
    Set<String> gone = new TreeSet<>();
    plan.steps().stream()
        .filter(s -> s.id().equals(ID))
        .flatMap(s -> s.changes().stream())
        .forEach(c -> gone.add(c.kind() + "/" + c.name()));
    return now.view().all().stream()
        .filter(o -> gone.contains(o.path("kind").asText() + "/" + Cluster.nameOf(o)))
        .toList();
  }

  /** Deletes an object, unless it is another one of the same name by now. */
  static void delete(Cluster cluster, ObjectNode object) {
    cluster
        .writer()
        .delete(
            cluster.kind(object),
            Cluster.nameOf(object),
            object.path("metadata").path("uid").asText());
  }

  static ObjectChange deletion(JsonNode object) {
    return new ObjectChange(
        ObjectChange.Action.DELETE,
        object.path("kind").asText(),
        Cluster.nameOf(object),
        List.of());
  }

  /** Asked for: the watch of pods may be behind the one that told that they were replaced. */
  private static List<ObjectNode> pods(Situation now) {
    return now.cluster()
        .list(now.cluster().kind("v1", "Pod"), Manifests.PLANE + "=" + now.plane())
        .items();
  }

  private static boolean isMounted(List<ObjectNode> pods, JsonNode object) {
    if (!object.path("kind").asText().equals("ConfigMap")) {
      return false;
    }
    String name = "\"name\":\"" + Cluster.nameOf(object) + "\"";
    return pods.stream()
        .filter(pod -> !isOver(pod))
        .anyMatch(o -> o.path("spec").path("volumes").toString().contains(name));
  }

  private static boolean isOver(JsonNode pod) {
    return pod.path("metadata").has("deletionTimestamp")
        || OVER.contains(pod.path("status").path("phase").asText());
  }
}
