package io.osplane.real;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nothing is left over the real client, with TLS, on the cluster of {@code KUBECONFIG}. */
@ExtendWith(NeedsCluster.class)
class LeaksIT extends LeakScenario {
  private static KubernetesClient admin;

  @BeforeAll
  static void connect() {
    admin = Lab.admin(NeedsCluster.kubeconfig());
  }

  @AfterAll
  static void disconnect() {
    admin.close();
  }

  @Override
  Lab newLab() {
    return new Lab(admin);
  }
}
