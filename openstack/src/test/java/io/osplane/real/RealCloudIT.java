package io.osplane.real;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

/** The scenario on the cluster of {@code KUBECONFIG}: real MariaDB and Keystone. */
@ExtendWith(NeedsCluster.class)
class RealCloudIT extends CloudScenario {
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
