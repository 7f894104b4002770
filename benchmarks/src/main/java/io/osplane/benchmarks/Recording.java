package io.osplane.benchmarks;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.event.StepFinished;
import io.osplane.event.StepStarted;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A deployment with everything that can be noted of it from outside. */
final class Recording {
  private final Traffic traffic = new Traffic();
  private final Map<String, Instant> begun = new ConcurrentHashMap<>();
  private final List<StepSpan> steps = new ArrayList<>();

  private Recording() {}

  /** Deploys the spec in a testbed, and notes what happens. */
  static History of(Testbed bed, ControlPlaneSpec spec) {
    return new Recording().deploy(bed, spec);
  }

  private History deploy(Testbed bed, ControlPlaneSpec spec) {
    Clock clock = Clock.systemUTC();
    try (ClusterObserver observer = new ClusterObserver(bed.kubeconfig(), bed.namespace());
        KubernetesClient client = traffic.client(bed.kubeconfig());
        ControlPlane cloud = ControlPlane.builder().name(bed.namespace()).client(client).build()) {
      listen(cloud);
      Instant begin = clock.instant();
      cloud.deploy(spec).apply();
      Instant end = clock.instant();
      return new History(begin, end, steps, observer.sightings(), traffic.requests());
    }
  }

  /** Events come in the thread that deploys. */
  private void listen(ControlPlane cloud) {
    cloud.events().on(StepStarted.class, e -> begun.put(e.step().id(), e.at()));
    cloud
        .events()
        .on(
            StepFinished.class,
            e ->
                steps.add(
                    new StepSpan(
                        e.step().id(),
                        e.step().after(),
                        begun.getOrDefault(e.step().id(), e.at()),
                        e.at())));
  }
}
