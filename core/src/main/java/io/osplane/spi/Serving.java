package io.osplane.spi;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.osplane.ComponentName;
import io.osplane.Replicas;
import io.osplane.health.Condition;
import io.osplane.health.Status;
import java.util.Optional;

/** How many of the wanted replicas serve. */
public final class Serving {
  private static final String REMEDY =
      "Kubernetes starts lost pods again; if it does not, look at the pods' events and logs";

  private Serving() {}

  /**
   * The finding on one Deployment or StatefulSet; of a range, what its autoscaler chose is wanted.
   */
  public static Condition of(View view, ComponentName component, String server, Replicas replicas) {
    Optional<Counts> seen = Counts.of(view, server);
    int ready = seen.map(Counts::ready).orElse(0);
    int wanted =
        replicas.isFixed()
            ? replicas.min()
            : Math.max(replicas.min(), seen.map(Counts::wanted).orElse(0));
    return of(
        seen.map(Counts::what).orElse("Deployment " + server),
        ready,
        wanted,
        "ApiDown",
        Rollout.trouble(view, component));
  }

  /** The finding on one DaemonSet: on how many of its hosts it is ready; healthy without hosts. */
  public static Condition onHosts(View view, ComponentName component, String set) {
    Optional<DaemonSetStatus> seen = view.find(DaemonSet.class, set).map(DaemonSet::getStatus);
    int wanted = seen.map(DaemonSetStatus::getDesiredNumberScheduled).orElse(0);
    int ready = seen.map(DaemonSetStatus::getNumberReady).orElse(0);
    String found =
        "DaemonSet %s is ready on %d of %d hosts%s"
            .formatted(set, ready, wanted, Rollout.trouble(view, component));
    return ready < wanted
        ? Condition.degraded("HostNotReady", found, REMEDY)
        : Condition.healthy("HostsReady", found);
  }

  /**
   * The finding on one DaemonSet whose pods stay as they are until somebody deletes them: they
   * serve, and some are older than the set. Empty if none is.
   */
  public static Optional<Condition> outdated(View view, String set) {
    Optional<DaemonSet> seen = view.find(DaemonSet.class, set).filter(Rollout::keepsOldPods);
    int all =
        seen.map(DaemonSet::getStatus).map(DaemonSetStatus::getCurrentNumberScheduled).orElse(0);
    int updated =
        seen.map(DaemonSet::getStatus).map(DaemonSetStatus::getUpdatedNumberScheduled).orElse(0);
    return all <= updated
        ? Optional.empty()
        : Optional.of(
            new Condition(
                Status.HEALTHY,
                "HostOutdated",
                "DaemonSet %s: %d of %d pods are older than it".formatted(set, all - updated, all),
                "Delete such a pod when its host can do without it for a moment"));
  }

  /** The finding on so many replicas. */
  public static Condition of(String what, int ready, int wanted, String down, String trouble) {
    String seen = "%s: %d of %d replicas are ready%s".formatted(what, ready, wanted, trouble);
    if (ready == 0) {
      return Condition.down(down, seen, REMEDY);
    }
    return ready < wanted
        ? Condition.degraded("ReplicaLost", seen, REMEDY)
        : Condition.healthy("ReplicasReady", seen);
  }
}
