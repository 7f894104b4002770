package io.osplane.galera;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.osplane.health.Condition;
import io.osplane.spi.Manifests;
import io.osplane.spi.Probe;
import io.osplane.spi.Verdict;
import io.osplane.spi.View;
import java.util.List;
import java.util.Optional;

/** Whether what a cluster waits for is so. */
final class Readiness {
  private Readiness() {}

  /** Ready pods are enough; where none is, the members are asked whether waiting makes sense. */
  static Verdict ready(GaleraSpec spec, Probe probe) {
    StatefulSet set = probe.view().find(StatefulSet.class, spec.name().value()).orElse(null);
    if (set == null || set.getStatus() == null) {
      return Verdict.notYet("the StatefulSet is not there yet");
    }
    int ready = Optional.ofNullable(set.getStatus().getReadyReplicas()).orElse(0);
    int updated = Optional.ofNullable(set.getStatus().getUpdatedReplicas()).orElse(0);
    boolean isObserved =
        set.getMetadata().getGeneration().equals(set.getStatus().getObservedGeneration());
    if (isObserved && ready == spec.replicas() && updated == spec.replicas()) {
      return Verdict.met();
    }
    if (ready == 0 && allRun(spec, probe.view())) {
      List<Condition> found = GaleraHealth.judge(Members.reports(spec, probe, "/status"));
      if (found.get(0).code().equals(GaleraHealth.STOPPED)) {
        return Verdict.failed(
            found.get(0).message(), "Call heal(): it starts the cluster from its data");
      }
    }
    return Verdict.notYet(
        ready + " of " + spec.replicas() + " members are ready, " + updated + " updated",
        Math.min(ready, updated),
        spec.replicas());
  }

  private static boolean allRun(GaleraSpec spec, View view) {
    return Members.names(spec).stream()
        .allMatch(name -> view.find(Pod.class, name).map(Bootstrap::runs).orElse(false));
  }

  /** Whether a pod that clients are led to is ready. */
  static Verdict reached(GaleraSpec spec, View view) {
    String front = GaleraManifests.front(spec);
    boolean isReached =
        view.pods(spec.name()).stream()
            .filter(pod -> front.equals(pod.getMetadata().getLabels().get(Manifests.ROLE)))
            .anyMatch(Readiness::isReady);
    return isReached ? Verdict.met() : Verdict.notYet("no pod of role " + front + " is ready");
  }

  private static boolean isReady(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  /** Whether every volume claim has its volume. */
  static Verdict bound(View view, GaleraSpec spec) {
    long bound =
        MemberManifests.volumeNames(spec).stream()
            .filter(name -> MemberManifests.isBound(view, name))
            .count();
    return bound == spec.replicas()
        ? Verdict.met()
        : Verdict.notYet(
            bound + " of " + spec.replicas() + " volumes are bound", (int) bound, spec.replicas());
  }

  /** Whether every pod of a Deployment is new and available. */
  static Verdict rolledOut(View view, String deployment) {
    return view.find(Deployment.class, deployment)
        .filter(
            d ->
                d.getStatus() != null
                    && d.getMetadata()
                        .getGeneration()
                        .equals(d.getStatus().getObservedGeneration()))
        .map(
            d ->
                Optional.ofNullable(d.getStatus().getUnavailableReplicas()).orElse(0)
                    + d.getSpec().getReplicas()
                    - Optional.ofNullable(d.getStatus().getUpdatedReplicas()).orElse(0))
        .map(missing -> missing == 0 ? Verdict.met() : Verdict.notYet(missing + " are missing"))
        .orElse(Verdict.notYet("it is not there yet"));
  }
}
