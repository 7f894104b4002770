package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Credential;
import io.osplane.SecretRef;
import io.osplane.error.RefusedException;
import io.osplane.openstack.OpenStack;
import io.osplane.plan.Plan;
import io.osplane.service.ApiServiceSpec;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.programs.SimulatedCloud;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The administrator's password from a Secret of the caller's, in a simulated cluster. */
@Timeout(120)
class CredentialTest {
  private static final SecretRef OURS = SecretRef.of("corp-admin", "pass");
  private SimulatedCluster cluster;
  private KubernetesClient admin;
  private Lab lab;

  @BeforeEach
  void open() {
    cluster = SimulatedCloud.programs(SimulatedCluster.builder()).start();
    admin =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
            .build();
    lab = new Lab(admin);
  }

  @AfterEach
  void close() {
    lab.close();
    admin.close();
    cluster.close();
  }

  @Test
  void plan_whenTheSecretIsNotThere_namesSecretAndKey() {
    try (ControlPlane cloud = lab.open()) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> cloud.deploy(with(OURS)).plan())
          .withMessageContaining("Secret corp-admin key pass")
          .satisfies(e -> assertThat(e.remedy()).contains("create secret generic corp-admin"));
    }
  }

  @Test
  void plan_whenTheSecretHasNoSuchKey_namesSecretAndKey() {
    keep("password", "somewhere-else-1");
    try (ControlPlane cloud = lab.open()) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> cloud.deploy(with(OURS)).plan())
          .withMessageContaining("Secret corp-admin key pass");
    }
  }

  @Test
  void deploy_withAPasswordOfTheCallers_logsInByItAndShowsItNowhere() {
    keep("pass", "first-value-of-ours");
    try (ControlPlane cloud = lab.open()) {
      Plan plan = cloud.deploy(with(OURS)).plan();
      String report = cloud.deploy(with(OURS)).apply(plan).describe();

      assertThat(cloud.access().password()).isEqualTo(OURS);
      assertThat(lab.authenticate(cloud.access())).contains("expires_at");
      assertThat(lab.versions()).doesNotContainKey("Secret/keystone-admin");
      assertThat(plan.describe() + plan.toJson() + report + cloud.render(with(OURS)))
          .doesNotContain("first-value-of-ours");
      assertThat(cloud.deploy(with(OURS)).plan().isEmpty()).isTrue();
    }
  }

  @Test
  void deploy_withANewEpoch_tellsKeystoneTheNewPassword() {
    keep("pass", "first-value-of-ours");
    try (ControlPlane cloud = lab.open()) {
      cloud.deploy(with(OURS)).apply();
      keep("pass", "second-value-of-ours");
      SecretRef next = new SecretRef(OURS.name(), OURS.key(), 2);

      cloud.deploy(with(next)).apply();

      assertThat(lab.authenticate(cloud.access())).contains("expires_at");
      assertThat(cloud.deploy(with(next)).plan().isEmpty()).isTrue();
    }
  }

  private static ControlPlaneSpec with(SecretRef password) {
    ApiServiceSpec keystone =
        OpenStack.keystone(2).withCredential(OpenStack.ADMIN, Credential.from(password));
    return Lab.cloud().withComponent(keystone);
  }

  private void keep(String key, String value) {
    admin
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(OURS.name())
                .withNamespace(lab.namespace())
                .endMetadata()
                .withStringData(Map.of(key, value))
                .build())
        .createOr(secret -> secret.update());
  }
}
