package io.osplane.service;

import io.fabric8.kubernetes.api.model.Pod;
import io.osplane.plan.Phase;
import io.osplane.spi.Await;
import io.osplane.spi.Needs;
import io.osplane.spi.Verdict;
import io.osplane.spi.View;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The pods of a service that log in by the accounts of a former epoch, also those that are ending:
 * they still answer what they were asked, and would lose their accounts in the middle of it.
 *
 * @param spec the service in that epoch
 */
record FormerPods(ApiServiceSpec spec) {
  private static final Set<String> OVER = Set.of("Succeeded", "Failed");

  /** Longer than a pod has to end; one on a node that is gone never does. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** The wait for their end, after the others are ready. */
  Await ended(Phase phase, Needs ready) {
    return Await.of("former-pods", "pods of the former epoch have ended", this::judge)
        .in(phase)
        .after(ready)
        .orGoOnAfter(PATIENCE);
  }

  /** Met when none is left. */
  Verdict judge(View view) {
    List<String> left =
        view.of(Pod.class, spec.name()).stream()
            .filter(this::logsIn)
            .map(pod -> pod.getMetadata().getName())
            .toList();
    return left.isEmpty()
        ? Verdict.met()
        : Verdict.notYet("still there: " + String.join(", ", left));
  }

  private boolean logsIn(Pod pod) {
    boolean isOver = pod.getStatus() != null && OVER.contains(pod.getStatus().getPhase());
    return !isOver
        && pod.getSpec().getVolumes().stream()
            .filter(volume -> volume.getSecret() != null)
            .anyMatch(v -> Volumes.options(spec).equals(v.getSecret().getSecretName()));
  }
}
