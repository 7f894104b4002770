package io.osplane.spi;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.osplane.ComponentName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How far workloads have come, from what is seen of them. */
public final class Rollout {
  private static final Set<String> FIRST = Set.of("ContainerCreating", "PodInitializing");

  private Rollout() {}

  /**
   * Met when every pod of every Deployment, or StatefulSet, of these names is new and ready, as
   * many as it says.
   */
  public static Verdict verdict(View view, ComponentName component, List<String> names) {
    for (String name : names) {
      Optional<Counts> seen = Counts.of(view, name);
      if (seen.isEmpty()) {
        return Verdict.notYet("Deployment " + name + " is not there");
      }
      if (!seen.get().isComplete()) {
        return notYet(view, component, seen.get());
      }
    }
    return Verdict.met();
  }

  /**
   * Met when every pod of every DaemonSet is ready, and new unless somebody has to delete the old
   * one for that.
   */
  public static Verdict onHosts(View view, ComponentName component, List<String> names) {
    for (String name : names) {
      Optional<DaemonSet> seen = view.find(DaemonSet.class, name);
      if (seen.isEmpty()) {
        return Verdict.notYet("DaemonSet " + name + " is not there");
      }
      if (!isComplete(seen.get())) {
        DaemonSetStatus status = seen.get().getStatus();
        int wanted = status == null ? 0 : number(status.getDesiredNumberScheduled());
        int ready = status == null ? 0 : number(status.getNumberReady());
        String counts = "DaemonSet %s is ready on %d of %d hosts".formatted(name, ready, wanted);
        return new Verdict.NotYet(
            counts + trouble(view, component),
            counts + starting(view, component),
            (double) ready / Math.max(1, wanted));
      }
    }
    return Verdict.met();
  }

  private static boolean isComplete(DaemonSet seen) {
    DaemonSetStatus status = seen.getStatus();
    int wanted = status == null ? 0 : number(status.getDesiredNumberScheduled());
    boolean isUpdated =
        keepsOldPods(seen)
            || (status != null && number(status.getUpdatedNumberScheduled()) == wanted);
    return status != null
        && Objects.equals(status.getObservedGeneration(), seen.getMetadata().getGeneration())
        && isUpdated
        && number(status.getNumberReady()) == wanted;
  }

  /** Whether old pods of a DaemonSet stay until somebody deletes them. */
  public static boolean keepsOldPods(DaemonSet seen) {
    return "OnDelete".equals(seen.getSpec().getUpdateStrategy().getType());
  }

  /** How many pods of the Deployment, or StatefulSet, of that name are ready. */
  public static int ready(View view, String name) {
    return Counts.of(view, name).map(Counts::ready).orElse(0);
  }

  private static Verdict notYet(View view, ComponentName component, Counts seen) {
    String counts =
        "%s: %d of %d pods are new, %d ready"
            .formatted(seen.what(), seen.updated(), seen.wanted(), seen.ready());
    return new Verdict.NotYet(
        counts + trouble(view, component),
        counts + starting(view, component),
        Math.min(
            1.0, (double) Math.min(seen.updated(), seen.ready()) / Math.max(1, seen.wanted())));
  }

  /** How many containers start for the first time: one that crashes again and again is none. */
  private static long starting(View view, ComponentName component) {
    return view.pods(component).stream()
        .filter(pod -> pod.getStatus() != null)
        .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
        .filter(s -> s.getState() != null && s.getState().getWaiting() != null)
        .filter(s -> FIRST.contains(String.valueOf(s.getState().getWaiting().getReason())))
        .filter(s -> number(s.getRestartCount()) == 0)
        .count();
  }

  static int number(@Nullable Integer value) {
    return value == null ? 0 : value;
  }

  /** What the pods' containers wait for, for example {@code ImagePullBackOff}. */
  public static String trouble(View view, ComponentName component) {
    String reasons =
        view.pods(component).stream().flatMap(Rollout::waiting).collect(Collectors.joining(", "));
    return reasons.isEmpty() ? "" : " (" + reasons + ")";
  }

  private static Stream<String> waiting(Pod pod) {
    if (pod.getStatus() == null) {
      return Stream.of();
    }
    return pod.getStatus().getContainerStatuses().stream()
        .map(ContainerStatus::getState)
        .filter(s -> s != null && s.getWaiting() != null && s.getWaiting().getReason() != null)
        .map(s -> pod.getMetadata().getName() + ": " + s.getWaiting().getReason());
  }
}
