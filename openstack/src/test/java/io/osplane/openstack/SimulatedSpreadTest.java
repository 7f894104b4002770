package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Size;
import io.osplane.Spread;
import io.osplane.error.InvalidSpecException;
import io.osplane.error.RefusedException;
import io.osplane.galera.GaleraSpec;
import io.osplane.health.Condition;
import io.osplane.health.Status;
import io.osplane.plan.Plan;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.programs.SimulatedCloud;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Members on nodes of their own, or on those that there are. */
@Timeout(120)
class SimulatedSpreadTest {
  private static final String PLANE = "cloud";
  private SimulatedCluster cluster;
  private KubernetesClient admin;
  private ControlPlane cloud;

  private static ControlPlaneSpec.Builder spec(Size size) {
    return ControlPlaneSpec.builder().size(size).component(GaleraSpec.of(3));
  }

  private static ControlPlaneSpec together() {
    return spec(Size.SMALL).spread(Spread.PREFERRED).acknowledging("R24").build();
  }

  private void open(int nodes) {
    cluster = SimulatedCloud.programs(SimulatedCluster.builder().nodes(nodes)).start();
    admin =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
            .build();
    Namespace unused =
        admin
            .resource(
                new NamespaceBuilder().withNewMetadata().withName(PLANE).endMetadata().build())
            .create();
    cloud =
        ControlPlane.builder()
            .name(PLANE)
            .kubeconfig(cluster.kubeconfig())
            .ticker(cluster.clock().asTicker())
            .build();
  }

  @AfterEach
  void close() {
    cloud.close();
    admin.close();
    cluster.close();
  }

  private List<String> nodesOfMembers() {
    return admin.pods().inNamespace(PLANE).list().getItems().stream()
        .filter(p -> p.getMetadata().getName().matches("galera-[0-9]"))
        .map(p -> p.getSpec().getNodeName())
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void deploy_onOneNode_worksWhereTheSpreadIsPreferred(Size size) {
    open(1);

    cloud.deploy(spec(size).spread(Spread.PREFERRED).acknowledging("R24").build()).apply();

    assertThat(nodesOfMembers()).containsExactly("node1", "node1", "node1");
    assertThat(cloud.health().status()).isEqualTo(Status.HEALTHY);
  }

  @Test
  void preflight_withFewerNodesThanMembersKeptApart_saysSoWithTheWayOut() {
    open(2);

    assertThat(cloud.preflight(spec(Size.SMALL).build()))
        .filteredOn(c -> c.code().equals("Nodes"))
        .singleElement()
        .satisfies(c -> assertThat(c.status()).isEqualTo(Status.DOWN))
        .satisfies(
            c ->
                assertThat(c.message())
                    .isEqualTo("2 nodes for 3 members of galera, which are kept apart"))
        .satisfies(c -> assertThat(c.remedy()).contains("spread: PREFERRED"));
    assertThat(cloud.preflight(together()))
        .filteredOn(c -> c.code().equals("Nodes"))
        .extracting(Condition::status)
        .containsExactly(Status.DEGRADED);
  }

  @Test
  void member_whileAnothersNodeIsOff_comesBackToItsOwn() {
    open(3);
    cloud.deploy(spec(Size.SMALL).build()).apply();
    assertThat(nodesOfMembers()).containsExactlyInAnyOrder("node1", "node2", "node3");
    Pod gone = admin.pods().inNamespace(PLANE).withName("galera-0").get();
    Pod restarted = admin.pods().inNamespace(PLANE).withName("galera-1").get();

    cluster.node(gone.getSpec().getNodeName()).powerOff();
    cluster.clock().settle();
    admin.resource(restarted).delete();
    cluster.clock().settle();

    Pod back = admin.pods().inNamespace(PLANE).withName("galera-1").get();
    assertThat(back.getMetadata().getUid()).isNotEqualTo(restarted.getMetadata().getUid());
    assertThat(back.getSpec().getNodeName()).isEqualTo(restarted.getSpec().getNodeName());
    assertThat(back.getStatus().getConditions())
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  @Test
  void spread_thatIsRequiredOfMembersThatShareANode_isRefusedBeforeAnythingIsWritten() {
    open(2);
    cloud.deploy(together()).apply();
    String before = admin.apps().statefulSets().inNamespace(PLANE).withName("galera").get() + "";

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> cloud.deploy(spec(Size.SMALL).build()).apply())
        .withMessageContainingAll("galera on different nodes", "are both on node", "PREFERRED");

    assertThat(admin.apps().statefulSets().inNamespace(PLANE).withName("galera").get() + "")
        .isEqualTo(before);
    assertThat(cloud.unfinished()).isEmpty();
    assertThat(cloud.health().status()).isEqualTo(Status.HEALTHY);
  }

  @Test
  void spread_thatIsRequiredOfMembersApart_rollsThem() {
    open(3);
    cloud.deploy(together()).apply();

    Plan plan = cloud.deploy(spec(Size.SMALL).build()).plan();
    cloud.deploy(spec(Size.SMALL).build()).apply(plan);

    assertThat(plan.describe()).contains("podAntiAffinity");
    assertThat(nodesOfMembers()).containsExactlyInAnyOrder("node1", "node2", "node3");
    assertThat(cloud.health().status()).isEqualTo(Status.HEALTHY);
  }

  @Test
  void spread_thatIsPreferred_isAWarningToBeAcknowledged() {
    open(3);
    ControlPlaneSpec unseen = spec(Size.SMALL).spread(Spread.PREFERRED).build();

    assertThatExceptionOfType(InvalidSpecException.class)
        .isThrownBy(() -> cloud.deploy(unseen).plan())
        .withMessageContaining("acknowledging: [R24]");
    assertThat(cloud.deploy(together()).plan().acknowledged())
        .extracting(v -> v.rule())
        .containsExactly("R24");
    assertThat(ControlPlaneSpec.parse(together().toYaml())).isEqualTo(together());
    assertThat(together().toYaml()).contains("spread: PREFERRED");
    assertThat(spec(Size.SMALL).build().toYaml()).doesNotContain("spread");
  }
}
