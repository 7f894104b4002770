package io.osplane.testkit.fidelity;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.osplane.ImageCatalog;
import java.nio.file.Path;
import java.time.Duration;

/** The cluster that {@code KUBECONFIG} names; its user is to be an admin. */
final class RealWorld implements World {
  private final KubernetesClient admin =
      new KubernetesClientBuilder()
          .withConfig(
              new ConfigBuilder(
                      Config.fromKubeconfig(Path.of(System.getenv("KUBECONFIG")).toFile()))
                  .withRequestRetryBackoffLimit(0)
                  .build())
          .build();

  @Override
  public KubernetesClient admin() {
    return admin;
  }

  @Override
  public void settle() {}

  @Override
  public void pass(Duration duration) {}

  @Override
  public void expireHistory() {}

  @Override
  public String image() {
    String chosen = System.getenv("OSPLANE_FIDELITY_IMAGE");
    return chosen == null ? ImageCatalog.KIT.reference("base") : chosen;
  }

  @Override
  public String unknownImage() {
    return "registry.invalid/none:1";
  }

  @Override
  public long patience() {
    return 120;
  }

  @Override
  public void close() {
    admin.close();
  }
}
