package io.osplane.benchmarks;

import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.programs.SimulatedCloud;
import java.util.ArrayList;
import java.util.List;

/** How long a simulated cluster takes to start, and a whole cloud to be deployed to a fresh one. */
final class SimulatedTime {
  private static final int WARM_UP = 10;

  /**
   * What was measured, in milliseconds.
   *
   * @param start of the cluster, until its address is known
   * @param deploy of the cloud: open, plan, apply
   */
  record Result(Spread start, Spread deploy) {
    String text() {
      return "simulated cluster started, ms: %s%ncloud deployed to it, ms: %s%n"
          .formatted(start.text(1), deploy.text(0));
    }
  }

  private SimulatedTime() {}

  /** Measures so many runs, after some that warm the JVM up. */
  static Result run(ControlPlaneSpec spec, int runs) {
    List<Double> starts = new ArrayList<>();
    List<Double> deploys = new ArrayList<>();
    for (int i = 0; i < WARM_UP + runs; i++) {
      long begin = System.nanoTime();
      try (SimulatedCluster cluster = SimulatedCloud.programs(SimulatedCluster.builder()).start()) {
        starts.add(since(begin));
        deploys.add(deploy(cluster, spec));
      }
    }
    return new Result(warm(starts), warm(deploys));
  }

  private static double deploy(SimulatedCluster cluster, ControlPlaneSpec spec) {
    try (Testbed bed = new Testbed(cluster.kubeconfig(), "simulated")) {
      long begin = System.nanoTime();
      try (ControlPlane cloud = bed.open()) {
        cloud.deploy(spec).apply();
        return since(begin);
      }
    }
  }

  private static Spread warm(List<Double> all) {
    return Spread.of(all.subList(WARM_UP, all.size()));
  }

  private static double since(long begin) {
    return (System.nanoTime() - begin) / 1e6;
  }
}
