package io.osplane.real;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.programs.SimulatedCloud;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Nothing is left in a simulated cluster, whose own ends of the connections are counted too. */
class SimulatedLeaksTest extends LeakScenario {
  private SimulatedCluster cluster;
  private KubernetesClient admin;

  @BeforeEach
  void start() {
    cluster = SimulatedCloud.programs(SimulatedCluster.builder()).start();
    admin = Lab.admin(cluster.kubeconfig());
  }

  @Override
  Lab newLab() {
    return new Lab(admin);
  }

  @AfterEach
  void stop() {
    admin.close();
    cluster.close();
  }
}
