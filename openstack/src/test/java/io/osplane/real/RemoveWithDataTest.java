package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.osplane.ControlPlane;
import io.osplane.plan.ObjectChange;
import io.osplane.plan.Plan;
import io.osplane.plan.Step;
import io.osplane.plan.Undo;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.programs.SimulatedCloud;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A removal with its data, in a simulated cluster. */
@Timeout(120)
class RemoveWithDataTest {
  private SimulatedCluster cluster;
  private KubernetesClient admin;
  private Lab lab;
  private Map<String, String> foreign;

  @BeforeEach
  void open() {
    cluster = SimulatedCloud.programs(SimulatedCluster.builder()).start();
    admin =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
            .build();
    lab = new Lab(admin);
    makeForeign();
    foreign = lab.versions();
  }

  @AfterEach
  void close() {
    lab.close();
    admin.close();
    cluster.close();
  }

  /** A volume without a label, and a kept record of another control plane. */
  private void makeForeign() {
    admin
        .resource(
            new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName("theirs")
                .withNamespace(lab.namespace())
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withNewResources()
                .addToRequests("storage", new Quantity("1Gi"))
                .endResources()
                .endSpec()
                .build())
        .create();
    admin
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("theirs")
                .withNamespace(lab.namespace())
                .addToLabels("osplane.io/control-plane", "another")
                .addToLabels("osplane.io/state", "true")
                .endMetadata()
                .build())
        .create();
  }

  @Test
  void plan_namesEachVolumeAndThePointOfNoReturn() {
    try (ControlPlane cloud = lab.open()) {
      cloud.deploy(Lab.cloud()).apply();

      Plan plan = cloud.remove().withData().plan();

      assertThat(plan.steps())
          .filteredOn(s -> s.undo() == Undo.NEVER)
          .flatExtracting(Step::changes)
          .filteredOn(c -> c.kind().equals("PersistentVolumeClaim"))
          .extracting(ObjectChange::name)
          .containsExactlyInAnyOrderElementsOf(volumes())
          .hasSize(6);
      assertThat(plan.pointOfNoReturn()).map(Step::id).contains("galera/data");
      assertThat(plan.describe())
          .contains("- PersistentVolumeClaim/", "[undo: NEVER]", "No way back after galera/data");
      assertThat(cloud.remove().plan().pointOfNoReturn()).isEmpty();
    }
  }

  @Test
  void apply_leavesNothingOfOurs_andDeployingAgainBeginsAnew() {
    try (ControlPlane cloud = lab.open()) {
      cloud.deploy(Lab.cloud()).apply();
      String password = lab.secret("keystone-admin", "password");

      cloud.remove().withData().apply(cloud.remove().withData().plan());

      assertThat(lab.versions()).isEqualTo(foreign);
      assertThat(volumes()).isEmpty();
      assertThat(claim("theirs")).isTrue();
      assertThat(cloud.spec()).isEmpty();
      cloud.deploy(Lab.cloud()).apply();
      assertThat(lab.secret("keystone-admin", "password")).isNotEqualTo(password);
      assertThat(lab.authenticate(cloud.access())).contains("expires_at");
    }
  }

  @Test
  void apply_afterARemovalThatKeptTheData_deletesWhatWasKept() {
    try (ControlPlane cloud = lab.open()) {
      cloud.deploy(Lab.cloud()).apply();
      cloud.remove().apply();
      assertThat(volumes()).hasSize(6);

      cloud.remove().withData().apply();

      assertThat(lab.versions()).isEqualTo(foreign);
      assertThat(volumes()).isEmpty();
    }
  }

  @Test
  void apply_whereNothingIsDeployed_writesNothing() {
    try (ControlPlane cloud = lab.open()) {
      cloud.remove().withData().apply();

      assertThat(lab.versions()).isEqualTo(foreign);
    }
  }

  private Set<String> volumes() {
    Set<String> names = new TreeSet<>();
    admin
        .persistentVolumeClaims()
        .inNamespace(lab.namespace())
        .withLabel("osplane.io/control-plane", lab.namespace())
        .list()
        .getItems()
        .forEach(c -> names.add(c.getMetadata().getName()));
    return names;
  }

  private boolean claim(String name) {
    return admin.persistentVolumeClaims().inNamespace(lab.namespace()).withName(name).get() != null;
  }
}
