package io.osplane.real;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.osplane.ControlPlaneBuilder;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.programs.SimulatedCloud;
import java.time.Duration;

/** A simulated cluster; its API server is silent for less than a client waits for an answer. */
record SimulatedWorld(SimulatedCluster cluster, KubernetesClient admin) implements World {
  static SimulatedWorld start() {
    SimulatedCluster cluster = SimulatedCloud.programs(SimulatedCluster.builder()).start();
    Config config = Config.fromKubeconfig(cluster.kubeconfig());
    return new SimulatedWorld(cluster, new KubernetesClientBuilder().withConfig(config).build());
  }

  @Override
  public void expireHold(String namespace) {
    admin
        .leases()
        .inNamespace(namespace)
        .withName("osplane")
        .edit(
            lease -> {
              lease.getSpec().setHolderIdentity("");
              return lease;
            });
  }

  @Override
  public ControlPlaneBuilder timed(ControlPlaneBuilder builder) {
    return builder.ticker(cluster.clock().asTicker());
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(3);
  }

  @Override
  public Duration outage() {
    return Duration.ofSeconds(2);
  }

  @Override
  public void close() {
    admin.close();
    cluster.close();
  }
}
