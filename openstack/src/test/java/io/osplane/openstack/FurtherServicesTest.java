package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.osplane.ComponentName;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Size;
import io.osplane.error.InvalidSpecException;
import io.osplane.galera.GaleraSpec;
import io.osplane.health.Condition;
import io.osplane.health.Status;
import io.osplane.rabbitmq.RabbitMqSpec;
import io.osplane.real.Lab;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.programs.SimulatedCloud;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A simulated cloud with Barbican, Heat, Horizon and Cinder. */
class FurtherServicesTest {
  private static final ComponentName CINDER = ComponentName.of("cinder");
  private static final ComponentName HEAT = ComponentName.of("heat");
  private SimulatedCluster cluster;
  private KubernetesClient admin;
  private Lab lab;
  private ControlPlane cloud;

  private static ControlPlaneSpec spec() {
    return ControlPlaneSpec.builder()
        .size(Size.TINY)
        .component(GaleraSpec.of(1))
        .component(RabbitMqSpec.of(1))
        .component(MemcachedSpec.of(1))
        .component(OpenStack.keystone(1))
        .component(OpenStack.barbican(1))
        .component(OpenStack.heat(1))
        .component(OpenStack.horizon(1))
        .component(OpenStack.cinder(1))
        .build();
  }

  @BeforeEach
  void open() {
    cluster = SimulatedCloud.programs(SimulatedCluster.builder()).start();
    admin =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
            .build();
    lab = new Lab(admin, spec());
    cloud = lab.open();
  }

  @AfterEach
  void close() {
    cloud.close();
    lab.close();
    admin.close();
    cluster.close();
  }

  @Test
  void deploy_bringsAllOfThem_whoseApisAnswer_andAgainWritesNothing() {
    cloud.deploy(spec()).apply();

    assertThat(cloud.health().status()).as(cloud.health().describe()).isEqualTo(Status.HEALTHY);
    assertThat(cloud.health().describe())
        .contains("GET /v1/secrets?limit=1 answers 200", "GET /stacks?limit=1 answers 200")
        .contains("GET /types?limit=1 answers 200");
    assertThat(lab.authenticate(cloud.access()))
        .contains("\"key-manager\"", "\"orchestration\"", "\"cloudformation\"")
        .contains("\"block-storage\"", "\"volumev3\"");
    assertThat(cloud.deploy(spec()).plan().steps()).isEmpty();
  }

  @Test
  void scale_ofCinder_leavesItsVolumeServiceAlone_andThatIsHealthy() {
    cloud.deploy(spec()).apply();

    cloud.scale(CINDER, 2).apply();

    assertThat(lab.podUids("cinder-volume-")).hasSize(1);
    assertThat(lab.podUids("cinder-scheduler-")).hasSize(2);
    assertThat(cloud.health().conditions().getOrDefault(CINDER, List.of()))
        .extracting(Condition::status)
        .containsOnly(Status.HEALTHY);
  }

  @Test
  void keysThatStoredDataNeed_outliveARemoval() {
    cloud.deploy(spec()).apply();
    String kek = lab.secret("barbican-kek", "key");
    String encryption = lab.secret("heat-encryption", "key");

    cloud.remove().apply();
    cloud.deploy(spec()).apply();

    assertThat(kek).hasSize(44);
    assertThat(encryption).hasSize(32);
    assertThat(lab.secret("barbican-kek", "key")).isEqualTo(kek);
    assertThat(lab.secret("heat-encryption", "key")).isEqualTo(encryption);
  }

  @Test
  void removing_takesAServiceOutOfTheCatalogue_andAddingItBringsItBack() {
    cloud.deploy(spec()).apply();

    cloud.edit(s -> s.without(HEAT)).apply();
    assertThat(lab.authenticate(cloud.access())).doesNotContain("orchestration", "cloudformation");

    cloud.edit(s -> s.withComponent(OpenStack.heat(1))).apply();
    assertThat(lab.authenticate(cloud.access())).contains("orchestration", "cloudformation");
    assertThat(cloud.health().status()).as(cloud.health().describe()).isEqualTo(Status.HEALTHY);
  }

  @Test
  void plan_withoutWhatTheyClaim_saysWhatIsMissing() {
    ControlPlaneSpec alone = ControlPlaneSpec.builder().component(OpenStack.heat(1)).build();

    assertThatThrownBy(() -> cloud.deploy(alone).plan())
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("DATABASE")
        .hasMessageContaining("MESSAGING")
        .hasMessageContaining("IDENTITY");
  }
}
