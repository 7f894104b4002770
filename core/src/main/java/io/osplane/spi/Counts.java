package io.osplane.spi;

import static io.osplane.spi.Rollout.number;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import java.util.Objects;
import java.util.Optional;

/**
 * What is seen of a Deployment or StatefulSet.
 *
 * @param what kind and name
 * @param wanted the number of pods that it is to have, whoever said so
 * @param total how many there are
 * @param updated how many of them are new
 * @param ready how many are ready
 * @param isCurrent whether its controller has seen its last change
 */
record Counts(String what, int wanted, int total, int updated, int ready, boolean isCurrent) {

  /** Of the Deployment of that name, or else of the StatefulSet. */
  static Optional<Counts> of(View view, String name) {
    return view.find(Deployment.class, name)
        .map(seen -> of(seen))
        .or(() -> view.find(StatefulSet.class, name).map(seen -> of(seen)));
  }

  boolean isComplete() {
    return isCurrent && total == wanted && updated == wanted && ready == wanted;
  }

  private static Counts of(Deployment seen) {
    DeploymentStatus status =
        Objects.requireNonNullElseGet(seen.getStatus(), DeploymentStatus::new);
    return new Counts(
        "Deployment " + seen.getMetadata().getName(),
        number(seen.getSpec().getReplicas()),
        number(status.getReplicas()),
        number(status.getUpdatedReplicas()),
        number(status.getReadyReplicas()),
        Objects.equals(status.getObservedGeneration(), seen.getMetadata().getGeneration()));
  }

  private static Counts of(StatefulSet seen) {
    StatefulSetStatus status =
        Objects.requireNonNullElseGet(seen.getStatus(), StatefulSetStatus::new);
    return new Counts(
        "StatefulSet " + seen.getMetadata().getName(),
        number(seen.getSpec().getReplicas()),
        number(status.getReplicas()),
        number(status.getUpdatedReplicas()),
        number(status.getReadyReplicas()),
        Objects.equals(status.getObservedGeneration(), seen.getMetadata().getGeneration()));
  }
}
