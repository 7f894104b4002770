package io.osplane.rabbitmq;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.osplane.spi.Verdict;
import io.osplane.spi.View;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What is waited for, judged on Kubernetes objects alone. */
final class Readiness {
  private static final String REVISION = "controller-revision-hash";

  private Readiness() {}

  /** Whether every claim has its volume. */
  static Verdict bound(Names names, View view) {
    List<String> unbound = names.claims().stream().filter(c -> !isBound(view, c)).toList();
    return unbound.isEmpty()
        ? Verdict.met()
        : Verdict.notYet("no volume yet for " + String.join(", ", unbound));
  }

  /** Whether every member runs as the StatefulSet says now, and serves. */
  static Verdict ready(Names names, View view) {
    Optional<StatefulSet> set = view.find(StatefulSet.class, names.component());
    if (set.isEmpty() || !isObserved(set.get())) {
      return Verdict.notYet("the StatefulSet was not seen by its controller yet");
    }
    Optional<String> revision = revision(set.get());
    List<String> missing =
        names.pods().stream().filter(pod -> !isReady(view, pod, revision)).toList();
    return missing.isEmpty()
        ? Verdict.met()
        : Verdict.notYet(
            "not ready: " + String.join(", ", missing),
            names.pods().size() - missing.size(),
            names.pods().size());
  }

  private static boolean isBound(View view, String claim) {
    return view.find(PersistentVolumeClaim.class, claim)
        .filter(c -> c.getStatus() != null && "Bound".equals(c.getStatus().getPhase()))
        .isPresent();
  }

  private static boolean isObserved(StatefulSet set) {
    return set.getStatus() != null
        && Objects.equals(
            set.getStatus().getObservedGeneration(), set.getMetadata().getGeneration());
  }

  private static Optional<String> revision(StatefulSet set) {
    return Optional.ofNullable(set.getStatus().getUpdateRevision()).filter(r -> !r.isEmpty());
  }

  private static boolean isReady(View view, String name, Optional<String> revision) {
    return view.find(Pod.class, name)
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .filter(pod -> revision.map(r -> r.equals(label(pod))).orElse(true))
        .filter(Readiness::serves)
        .isPresent();
  }

  private static String label(Pod pod) {
    return pod.getMetadata().getLabels().getOrDefault(REVISION, "");
  }

  private static boolean serves(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }
}
