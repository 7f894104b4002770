package io.osplane.testkit.fidelity;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.osplane.testkit.SimulatedCluster;
import java.time.Duration;

/** The cluster in the JVM. */
final class SimulatedWorld implements World {
  private static final String IMAGE = "shell:1";
  private static final String UNKNOWN_IMAGE = "registry.invalid/none:1";

  private final SimulatedCluster cluster =
      SimulatedCluster.builder().program(IMAGE, Shell::new).start();
  private final KubernetesClient admin;

  SimulatedWorld() {
    cluster.faults().breakImage(UNKNOWN_IMAGE);
    admin =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(Config.empty())
                    .withMasterUrl(cluster.url())
                    .withOauthToken(cluster.adminToken())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
  }

  @Override
  public KubernetesClient admin() {
    return admin;
  }

  @Override
  public void settle() {
    cluster.clock().settle();
  }

  @Override
  public void pass(Duration duration) {
    cluster.clock().advance(duration);
  }

  @Override
  public void expireHistory() {
    cluster.faults().expireHistory();
  }

  @Override
  public String image() {
    return IMAGE;
  }

  @Override
  public String unknownImage() {
    return UNKNOWN_IMAGE;
  }

  @Override
  public long patience() {
    return 15;
  }

  @Override
  public void close() {
    admin.close();
    cluster.close();
  }
}
