package io.osplane.benchmarks;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which conditions that somebody may wait for are true of an object. Pure. */
final class Conditions {
  private Conditions() {}

  /** The names of the true ones; none for kinds that nobody waits for. */
  static Set<String> of(HasMetadata object) {
    Set<String> found = new TreeSet<>();
    if (object instanceof Pod pod && pod.getStatus() != null) {
      pod(pod.getStatus(), found);
    } else if (object instanceof Job job && job.getStatus() != null) {
      add(found, "complete", number(job.getStatus().getSucceeded()) > 0);
    } else if (object instanceof PersistentVolumeClaim claim && claim.getStatus() != null) {
      add(found, "bound", "Bound".equals(claim.getStatus().getPhase()));
    } else if (object instanceof StatefulSet set) {
      add(found, "ready", isReady(set));
    } else if (object instanceof Deployment deployment) {
      add(found, "ready", isReady(deployment));
    }
    return found;
  }

  private static void pod(PodStatus status, Set<String> found) {
    add(found, "succeeded", "Succeeded".equals(status.getPhase()));
    add(
        found,
        "running",
        !status.getContainerStatuses().isEmpty()
            && status.getContainerStatuses().stream()
                .allMatch(c -> c.getState() != null && c.getState().getRunning() != null));
    add(
        found,
        "ready",
        status.getConditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True")));
  }

  private static boolean isReady(StatefulSet set) {
    return set.getStatus() != null
        && Objects.equals(
            set.getMetadata().getGeneration(), set.getStatus().getObservedGeneration())
        && number(set.getStatus().getReadyReplicas()) == set.getSpec().getReplicas()
        && number(set.getStatus().getUpdatedReplicas()) == set.getSpec().getReplicas();
  }

  private static boolean isReady(Deployment deployment) {
    return deployment.getStatus() != null
        && Objects.equals(
            deployment.getMetadata().getGeneration(),
            deployment.getStatus().getObservedGeneration())
        && number(deployment.getStatus().getReadyReplicas()) == deployment.getSpec().getReplicas()
        && number(deployment.getStatus().getUpdatedReplicas())
            == deployment.getSpec().getReplicas();
  }

  private static int number(@Nullable Integer value) {
    return value == null ? 0 : value;
  }

  private static void add(Set<String> found, String name, boolean isTrue) {
    if (isTrue) {
      found.add(name);
    }
  }
}
