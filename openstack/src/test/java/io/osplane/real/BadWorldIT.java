package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.ImageCatalog;
import io.osplane.OnConflict;
import io.osplane.Size;
import io.osplane.error.ConflictException;
import io.osplane.error.ForbiddenException;
import io.osplane.error.OperationFailedException;
import io.osplane.error.OsplaneException;
import io.osplane.error.RefusedException;
import io.osplane.error.RejectedException;
import io.osplane.error.UnreachableException;
import io.osplane.galera.GaleraSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A cluster that does not do as one would wish: each time a clear error, and nothing half done. */
@ExtendWith(NeedsCluster.class)
class BadWorldIT {
  private static final ControlPlaneSpec DATABASE =
      ControlPlaneSpec.builder()
          .size(Size.TINY)
          .component(GaleraSpec.of(1).withStorage("1Gi"))
          .build();
  private KubernetesClient admin;
  private Lab lab;

  @BeforeEach
  void open() {
    admin = Lab.admin(NeedsCluster.kubeconfig());
    lab = new Lab(admin);
  }

  @AfterEach
  void close() {
    lab.close();
    admin.close();
  }

  @Test
  void apiServerUnreachable_saysSo() {
    try (ControlPlane cloud =
        ControlPlane.builder()
            .name("nowhere")
            .kubeconfig(lab.kubeconfig().replaceAll("https://[^\"]+", "https://127.0.0.1:1"))
            .build()) {
      assertThatThrownBy(() -> cloud.deploy(DATABASE).plan())
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining("127.0.0.1:1");
    }
  }

  @Test
  void unknownToken_isNotAccepted() {
    try (ControlPlane cloud =
        ControlPlane.builder()
            .name(lab.namespace())
            .kubeconfig(lab.kubeconfig().replaceAll("token: \"[^\"]+", "token: \"nobody"))
            .build()) {
      assertThatThrownBy(() -> cloud.deploy(DATABASE).plan())
          .isInstanceOf(ForbiddenException.class)
          .hasMessageContaining("401")
          .hasMessageContaining("Renew the token");
    }
  }

  @Test
  void missingRight_isPrintedAsARule() {
    admin
        .rbac()
        .roles()
        .inNamespace(lab.namespace())
        .withName("osplane-" + lab.namespace())
        .edit(
            role -> {
              role.getRules().removeIf(r -> r.getResources().contains("statefulsets"));
              return role;
            });
    try (ControlPlane cloud = lab.open()) {
      assertThatThrownBy(() -> cloud.deploy(DATABASE).apply())
          .isInstanceOf(ForbiddenException.class)
          .hasMessageContaining("- apiGroups: [\"apps\"]")
          .hasMessageContaining("resources: [\"statefulsets\"]");
      assertThat(cloud.preflight(DATABASE)).anyMatch(c -> c.message().contains("statefulsets"));
      assertThat(lab.podUids("")).isEmpty();
    }
  }

  @Test
  void missingNamespace_isNamed() {
    try (ControlPlane cloud =
        ControlPlane.builder()
            .name("absent")
            .kubeconfig(lab.adminKubeconfig())
            .patience(Duration.ofSeconds(10))
            .build()) {
      assertThatThrownBy(() -> cloud.deploy(DATABASE).apply())
          .isInstanceOf(OsplaneException.class)
          .hasMessageContaining("kubectl create namespace absent");
    }
  }

  @Test
  void imageThatCannotBePulled_isInTheDiagnosis() {
    ControlPlaneSpec spec =
        DATABASE.toBuilder()
            .images(ImageCatalog.KIT.withImage("galera", "osp/galera:not-there"))
            .build();
    try (ControlPlane cloud = lab.builder().patience(Duration.ofSeconds(12)).build()) {
      assertThatThrownBy(() -> cloud.deploy(spec).apply())
          .isInstanceOf(OperationFailedException.class)
          .hasMessageContaining("osp/galera:not-there")
          .hasMessageContaining("galera-0");
      cloud.deploy(DATABASE).apply();
      assertThat(cloud.deploy(DATABASE).plan().steps()).isEmpty();
    }
  }

  @Test
  void volumeThatCannotBeBound_isInTheDiagnosis() {
    ControlPlaneSpec spec =
        DATABASE.withComponent(
            GaleraSpec.of(1).withStorage("1Gi").withStorageClass("no-such-class"));
    try (ControlPlane cloud = lab.builder().patience(Duration.ofSeconds(12)).build()) {
      assertThatThrownBy(() -> cloud.deploy(spec).apply())
          .isInstanceOf(OperationFailedException.class)
          .hasMessageContaining("no-such-class");
    }
  }

  @Test
  void quotaExceeded_saysWhich() {
    admin
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("small")
                .withNamespace(lab.namespace())
                .endMetadata()
                .withNewSpec()
                .addToHard("persistentvolumeclaims", new Quantity("0"))
                .endSpec()
                .build())
        .create();
    admin
        .resourceQuotas()
        .inNamespace(lab.namespace())
        .withName("small")
        .waitUntilCondition(
            q -> q.getStatus() != null && !q.getStatus().getHard().isEmpty(), 20, TimeUnit.SECONDS);
    try (ControlPlane cloud = lab.open()) {
      assertThatThrownBy(() -> cloud.deploy(DATABASE).apply())
          .isInstanceOf(OperationFailedException.class)
          .hasMessageContaining("exceeded quota: small")
          .hasMessageContaining("Raise the ResourceQuota");
    }
  }

  @Test
  void fieldOfSomebodyElse_isRefusedByName_andTakenOnDemand() {
    try (ControlPlane cloud = lab.open()) {
      cloud.deploy(DATABASE).apply();
      admin
          .apps()
          .statefulSets()
          .inNamespace(lab.namespace())
          .withName("galera")
          .patch(
              new PatchContext.Builder()
                  .withPatchType(PatchType.SERVER_SIDE_APPLY)
                  .withFieldManager("autoscaler")
                  .withForce(true)
                  .build(),
              """
              {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"galera"},
               "spec":{"template":{"spec":{"terminationGracePeriodSeconds":77}}}}
              """);
      ConflictException refused =
          catchThrowableOfType(ConflictException.class, () -> cloud.deploy(DATABASE).apply());
      assertThat(refused)
          .hasMessageContaining("autoscaler")
          .hasMessageContaining("terminationGracePeriodSeconds")
          .hasMessageContaining("77");
    }
    try (ControlPlane cloud = lab.builder().onConflict(OnConflict.TAKE).build()) {
      cloud.deploy(DATABASE).apply();
      assertThat(cloud.deploy(DATABASE).plan().steps()).isEmpty();
    }
  }

  @Test
  void generatedSecretDeletedByHand_isNeverMadeAnew() {
    try (ControlPlane cloud = lab.open()) {
      cloud.deploy(Lab.cloud()).apply();
      admin.secrets().inNamespace(lab.namespace()).withName("galera-keystone").delete();
      assertThatThrownBy(() -> cloud.deploy(Lab.cloud()).apply())
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("galera-keystone")
          .hasMessageContaining("Restore the Secret");
    }
  }

  @Test
  void revisionOfANewerOsplane_isRefused() {
    admin
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("osplane-revision-1")
                .withNamespace(lab.namespace())
                .addToLabels("osplane.io/control-plane", lab.namespace())
                .addToLabels("osplane.io/state", "true")
                .endMetadata()
                .addToData("renderer", "999")
                .build())
        .create();
    try (ControlPlane cloud = lab.open()) {
      assertThatThrownBy(() -> cloud.deploy(DATABASE).apply())
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("newer Osplane");
      assertThat(lab.podUids("")).isEmpty();
    }
  }

  @Test
  void terminatingNamespace_isRejected() {
    admin
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("stays")
                .withNamespace(lab.namespace())
                .withFinalizers("osplane.io/test")
                .endMetadata()
                .build())
        .create();
    admin.namespaces().withName(lab.namespace()).delete();
    try (ControlPlane cloud =
        ControlPlane.builder().name(lab.namespace()).kubeconfig(lab.adminKubeconfig()).build()) {
      assertThatThrownBy(() -> cloud.deploy(DATABASE).apply())
          .isInstanceOf(RejectedException.class)
          .hasMessageContaining("Wait until namespace");
    } finally {
      admin
          .configMaps()
          .inNamespace(lab.namespace())
          .withName("stays")
          .edit(
              c -> {
                c.getMetadata().setFinalizers(List.of());
                return c;
              });
    }
  }
}
