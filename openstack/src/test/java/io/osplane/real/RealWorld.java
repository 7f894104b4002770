package io.osplane.real;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.osplane.ControlPlaneBuilder;
import java.time.Duration;

/** The cluster of {@code KUBECONFIG}. */
record RealWorld(KubernetesClient admin) implements World {
  RealWorld() {
    this(Lab.admin(NeedsCluster.kubeconfig()));
  }

  @Override
  public void expireHold(String namespace) {}

  @Override
  public ControlPlaneBuilder timed(ControlPlaneBuilder builder) {
    return builder;
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(30);
  }

  @Override
  public Duration outage() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void close() {
    admin.close();
  }
}
