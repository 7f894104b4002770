package io.osplane.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.internal.kube.Cluster;
import io.osplane.plan.Impact;
import io.osplane.plan.ObjectChange;
import io.osplane.plan.Phase;
import io.osplane.plan.Plan;
import io.osplane.plan.Step;
import io.osplane.plan.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Deletes what the last revision had and this one has not. Never what survives a removal, never
 * what a pod still mounts, never another object of the same name.
 */
final class Pruning {
  private static final String ID = "osplane/prune";

  private Pruning() {}

  /** The step that deletes; empty if nothing is to go. */
  static Optional<Step> step(Situation now, List<String> past, Set<String> wanted) {
    List<ObjectChange> gone = new ArrayList<>();
    for (String entry : past) {
      if (!wanted.contains(entry.split("=", 2)[0])) {
        Inventory.find(now, entry).filter(o -> mayGo(now, o)).ifPresent(o -> gone.add(deletion(o)));
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
                Impact.NONE,
                Undo.REAPPLY,
                List.of(),
                "",
                gone));
  }

  /** Carries the step out, at the end of an operation. */
  static void run(Plan plan, Situation now, Hold hold) {
    List<ObjectChange> gone =
        plan.steps().stream()
            .filter(s -> s.id().equals(ID))
            .flatMap(s -> s.changes().stream())
            .toList();
    for (ObjectChange change : gone) {
      hold.check();
      now.view().all().stream()
          .filter(o -> o.path("kind").asText().equals(change.kind()))
          .filter(o -> Cluster.nameOf(o).equals(change.name()) && mayGo(now, o))
          .forEach(o -> delete(now.cluster(), o));
    }
  }

  /** Deletes an object, unless it is another one of the same name by now. */
  static void delete(Cluster cluster, ObjectNode object) {
    cluster.delete(
        cluster.kind(object), Cluster.nameOf(object), object.path("metadata").path("uid").asText());
  }

  static ObjectChange deletion(JsonNode object) {
    return new ObjectChange(
        ObjectChange.Action.DELETE,
        object.path("kind").asText(),
        Cluster.nameOf(object),
        List.of());
  }

  private static boolean mayGo(Situation now, JsonNode object) {
    boolean isMounted =
        object.path("kind").asText().equals("ConfigMap") && isMounted(now, Cluster.nameOf(object));
    return !object.path("metadata").path("labels").has(Desired.KEEP) && !isMounted;
  }

  private static boolean isMounted(Situation now, String configMap) {
    String name = "\"name\":\"" + configMap + "\"";
    return now.view().all().stream()
        .filter(o -> o.path("kind").asText().equals("Pod"))
        .anyMatch(o -> o.path("spec").path("volumes").toString().contains(name));
  }
}
