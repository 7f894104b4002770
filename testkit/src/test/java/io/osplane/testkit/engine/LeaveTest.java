package io.osplane.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.OnConflict;
import io.osplane.error.ConflictException;
import io.osplane.plan.FieldChange;
import io.osplane.plan.Plan;
import io.osplane.testkit.SimulatedCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LeaveTest {
  private static final ControlPlaneSpec SPEC =
      ControlPlaneSpec.builder().component(WebSpec.defaults()).build();
  private SimulatedCluster cluster;
  private KubernetesClient admin;

  @BeforeEach
  void deployAndScaleByAnother() {
    cluster = SimulatedCluster.start();
    admin =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
            .build();
    admin
        .resource(new NamespaceBuilder().withNewMetadata().withName("prod").endMetadata().build())
        .create();
    try (ControlPlane cloud = open(OnConflict.REFUSE)) {
      cloud.deploy(SPEC).apply();
    }
    scale(5);
  }

  @AfterEach
  void end() {
    admin.close();
    cluster.close();
  }

  @Test
  void plan_whenOnlyTheFieldOfAnotherDiffers_isEmptyAndTellsWhatIsLeft() {
    try (ControlPlane cloud = open(OnConflict.LEAVE)) {
      Plan plan = cloud.deploy(SPEC).plan();

      assertThat(plan.isEmpty()).isTrue();
      assertThat(plan.left())
          .singleElement()
          .satisfies(o -> assertThat(o.name()).isEqualTo("web"))
          .satisfies(
              o ->
                  assertThat(o.fields())
                      .extracting(FieldChange::path)
                      .containsExactly("spec.replicas"));
      assertThat(plan.describe())
          .containsPattern("spec\\.replicas: 5 left to autoscaler since .*; the spec says 2");
    }
  }

  @Test
  void apply_whenAnotherFieldChanges_writesItAndLeavesTheOthers() {
    ControlPlaneSpec newer = SPEC.withComponent(WebSpec.defaults().withImage("web:2"));
    try (ControlPlane cloud = open(OnConflict.LEAVE)) {
      cloud.deploy(newer).apply();

      assertThat(replicas()).isEqualTo(5);
      assertThat(image()).isEqualTo("web:2");
      assertThat(cloud.deploy(newer).plan().isEmpty()).isTrue();
    }
  }

  @Test
  void apply_ofAReviewedPlan_whenTheOtherScaledSince_isNotStale() {
    ControlPlaneSpec newer = SPEC.withComponent(WebSpec.defaults().withImage("web:2"));
    try (ControlPlane cloud = open(OnConflict.LEAVE)) {
      Plan reviewed = cloud.deploy(newer).plan();
      scale(6);

      cloud.deploy(newer).apply(reviewed);

      assertThat(replicas()).isEqualTo(6);
    }
  }

  @Test
  void apply_whenRefusing_saysThatTheFieldCanBeLeft() {
    try (ControlPlane cloud = open(OnConflict.REFUSE)) {
      assertThatExceptionOfType(ConflictException.class)
          .isThrownBy(() -> cloud.deploy(SPEC).apply())
          .withMessageContaining("autoscaler")
          .satisfies(e -> assertThat(e.remedy()).contains("OnConflict.LEAVE"));
    }
  }

  private ControlPlane open(OnConflict onConflict) {
    return ControlPlane.builder()
        .name("prod")
        .kubeconfig(cluster.kubeconfig())
        .onConflict(onConflict)
        .component(new Web())
        .build();
  }

  private void scale(int replicas) {
    admin
        .apps()
        .deployments()
        .inNamespace("prod")
        .withName("web")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager("autoscaler")
                .build(),
            "{\"spec\":{\"replicas\":" + replicas + "}}");
  }

  private int replicas() {
    return admin
        .apps()
        .deployments()
        .inNamespace("prod")
        .withName("web")
        .get()
        .getSpec()
        .getReplicas();
  }

  private String image() {
    return admin
        .apps()
        .deployments()
        .inNamespace("prod")
        .withName("web")
        .get()
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .get(0)
        .getImage();
  }
}
