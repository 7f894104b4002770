package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Kind;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.ObjectKey;
import io.osplane.testkit.internal.model.Tree;
import io.osplane.testkit.internal.store.Change;
import io.osplane.testkit.internal.store.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Says how many pods of each PodDisruptionBudget may go now. */
public final class DisruptionController implements Controller {
  private static final String KIND = "PodDisruptionBudget";

  private final Control control;

  public DisruptionController(Control control) {
    this.control = control;
  }

  @Override
  public void changed(Change change) {
    if (change.kind().name().equals(KIND)) {
      control.enqueue(this, ObjectKey.of(change.kind(), change.object()));
    } else if (change.kind().name().equals("Pod")) {
      for (ObjectNode budget : control.list(KIND, Meta.namespace(change.object()))) {
        if (covers(budget, change.object())) {
          control.enqueue(this, control.key(KIND, budget));
        }
      }
    }
  }

  private static boolean covers(JsonNode budget, JsonNode pod) {
    return Selector.structured(Tree.at(budget, "spec.selector")).test(Meta.labels(pod));
  }

  @Override
  public void reconcile(ObjectKey key) {
    ObjectNode budget = control.get(key);
    if (budget == null) {
      return;
    }
    List<ObjectNode> pods =
        control.list("Pod", key.namespace()).stream().filter(p -> covers(budget, p)).toList();
    Optional<Kind> without = sharesOutOfAWhole(budget) ? withoutScale(pods) : Optional.empty();
    if (without.isPresent()) {
      giveUp(budget, without.get());
    } else {
      count(budget, pods);
    }
  }

  private static boolean sharesOutOfAWhole(JsonNode budget) {
    return !Tree.text(budget, "spec.maxUnavailable").isEmpty()
        || Tree.text(budget, "spec.minAvailable").endsWith("%");
  }

  /** A kind of which it cannot be said how many pods there should be. */
  private Optional<Kind> withoutScale(List<ObjectNode> pods) {
    return Stream.of("DaemonSet", "Job")
        .filter(kind -> pods.stream().anyMatch(p -> control.controller(kind, p).isPresent()))
        .map(control::kind)
        .findFirst();
  }

  private void giveUp(ObjectNode budget, Kind kind) {
    String message = kind.resource() + " does not implement the scale subresource";
    control.status(
        KIND,
        budget,
        b -> {
          Tree.child(b, "status").put("disruptionsAllowed", 0);
          tell(b, false, "SyncFailed", message);
        });
  }

  private void tell(ObjectNode budget, boolean allowed, String reason, String message) {
    String type = "DisruptionAllowed";
    Conditions.set(budget, type, allowed, reason, message, control.now());
    ((ObjectNode) Conditions.find(budget, type))
        .put("message", message)
        .put("observedGeneration", Tree.integer(budget, "status.observedGeneration", 0));
  }

  private void count(ObjectNode budget, List<ObjectNode> pods) {
    int expected = expected(pods);
    int healthy = (int) pods.stream().filter(Conditions::ready).count();
    String most = Tree.text(budget, "spec.maxUnavailable");
    int desired =
        most.isEmpty()
            ? Shares.of(Tree.text(budget, "spec.minAvailable"), expected, true)
            : Math.max(0, expected - Shares.of(most, expected, true));
    int allowed = Math.max(0, healthy - desired);
    control.status(
        KIND,
        budget,
        b -> {
          Tree.child(b, "status")
              .put("observedGeneration", Meta.generation(budget))
              .put("expectedPods", expected)
              .put("currentHealthy", healthy)
              .put("desiredHealthy", desired)
              .put("disruptionsAllowed", allowed);
          tell(b, allowed > 0, allowed > 0 ? "SufficientPods" : "InsufficientPods", "");
        });
  }

  private int expected(List<ObjectNode> pods) {
    Map<String, Integer> scales = new TreeMap<>();
    for (ObjectNode pod : pods) {
      scales.put(Meta.name(pod), 1);
      for (String kind : List.of("StatefulSet", "ReplicaSet")) {
        control
            .controller(kind, pod)
            .map(control::get)
            .ifPresent(
                owner -> {
                  scales.remove(Meta.name(pod));
                  scales.put(Meta.uid(owner), Tree.integer(owner, "spec.replicas", 1));
                });
      }
    }
    return scales.values().stream().mapToInt(Integer::intValue).sum();
  }
}
