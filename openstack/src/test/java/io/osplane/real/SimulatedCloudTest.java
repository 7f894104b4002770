package io.osplane.real;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.programs.SimulatedCloud;
import org.junit.jupiter.api.AfterEach;

/** The scenario in a simulated cluster, on virtual time. */
class SimulatedCloudTest extends CloudScenario {
  private SimulatedCluster cluster;
  private KubernetesClient admin;

  @Override
  Lab newLab() {
    cluster = SimulatedCloud.programs(SimulatedCluster.builder()).start();
    admin =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
            .build();
    return new Lab(admin);
  }

  @Override
  @AfterEach
  void close() {
    super.close();
    admin.close();
    cluster.close();
  }
}
