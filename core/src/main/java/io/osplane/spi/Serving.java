package io.osplane.spi;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.osplane.ComponentName;
import io.osplane.Replicas;
import io.osplane.health.Condition;
import java.util.Optional;

/** How many of the wanted replicas serve. */
public final class Serving {
  private static final String REMEDY =
      "Kubernetes starts lost pods again; if it does not, look at the pods' events and logs";

  private Serving() {}

  /** The finding on one Deployment; of a range, what its autoscaler chose is wanted. */
  public static Condition of(View view, ComponentName component, String server, Replicas replicas) {
    Optional<Deployment> seen = view.find(Deployment.class, server);
    int ready = seen.map(Rollout::ready).orElse(0);
    int wanted =
        replicas.isFixed()
            ? replicas.min()
            : Math.max(replicas.min(), seen.map(Rollout::chosen).orElse(0));
    return of("Deployment " + server, ready, wanted, "ApiDown", Rollout.trouble(view, component));
  }

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
