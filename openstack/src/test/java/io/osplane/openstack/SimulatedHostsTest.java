package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Size;
import io.osplane.compute.Compute;
import io.osplane.compute.ComputeSpec;
import io.osplane.compute.Guest;
import io.osplane.compute.Host;
import io.osplane.compute.VirtType;
import io.osplane.error.OperationFailedException;
import io.osplane.error.RefusedException;
import io.osplane.galera.GaleraSpec;
import io.osplane.rabbitmq.RabbitMqSpec;
import io.osplane.sdn.OvnSpec;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.programs.SimulatedCloud;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The verbs on hosts, in a small cloud with two of them. */
class SimulatedHostsTest {
  private static final String LABEL = "osplane.io/host.cloud";
  private SimulatedCluster cluster;
  private KubernetesClient admin;
  private ControlPlane cloud;
  private Compute compute;
  private SimulatedTenant tenant;

  private static ControlPlaneSpec spec() {
    return ControlPlaneSpec.builder()
        .size(Size.TINY)
        .component(GaleraSpec.of(1))
        .component(RabbitMqSpec.of(1))
        .component(MemcachedSpec.of(1))
        .component(OpenStack.keystone(1))
        .component(OpenStack.placement(1))
        .component(OvnSpec.of(1))
        .component(OpenStack.neutron(1))
        .component(OpenStack.nova(1))
        .component(ComputeSpec.of(VirtType.QEMU))
        .build();
  }

  @BeforeEach
  void deploy() {
    cluster =
        SimulatedCloud.programs(SimulatedCluster.builder())
            .label("node1", LABEL, "default")
            .label("node2", LABEL, "default")
            .start();
    admin =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
            .build();
    Namespace unused =
        admin
            .resource(
                new NamespaceBuilder().withNewMetadata().withName("cloud").endMetadata().build())
            .create();
    cordon("node1");
    cloud = ControlPlane.builder().name("cloud").kubeconfig(cluster.kubeconfig()).build();
    cloud.deploy(spec()).apply();
    compute = Compute.on(cloud);
    tenant = new SimulatedTenant(cluster, admin, cloud.access());
  }

  @AfterEach
  void close() {
    cloud.close();
    admin.close();
    cluster.close();
  }

  /** Keeps all but what hosts run away from a node, so that the cloud goes on without it. */
  private void cordon(String node) {
    edit(node, n -> n.getSpec().setUnschedulable(true));
  }

  private void unlabel(String node) {
    edit(node, n -> n.getMetadata().getLabels().remove(LABEL));
    cluster.clock().settle();
  }

  private void edit(String node, Consumer<Node> change) {
    Node unused =
        admin
            .nodes()
            .withName(node)
            .edit(
                n -> {
                  change.accept(n);
                  return n;
                });
  }

  private Host host(String name) {
    return compute.hosts().stream().filter(h -> h.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void hosts_afterADeployment_areTheLabelledNodes_andTakeServers() {
    assertThat(compute.hosts())
        .containsExactly(
            new Host("node1", true, true, true, "", OptionalInt.of(8)),
            new Host("node2", true, true, true, "", OptionalInt.of(8)));
  }

  @Test
  void agents_ofTheHosts_reportToNeutron_andOneWhoseNodeIsOffIsNamed() {
    assertThat(cloud.health().describe()).contains("2 agents report");

    cluster.node("node1").powerOff();

    assertThat(cloud.health().describe())
        .contains("host node1: does not report to Neutron: OVN Metadata agent");
    cluster.node("node1").boot();
    cluster.clock().settle();
    assertThat(cloud.health().describe()).contains("2 agents report");
  }

  @Test
  void guests_ofAHost_areTheServersThatWerePutThere() {
    String server = tenant.boot("one", "node1");

    assertThat(compute.guests("node1"))
        .containsExactly(new Guest(server, "one", "node1", "ACTIVE", ""));
    assertThat(compute.guests("node2")).isEmpty();
  }

  @Test
  void disable_thenEnable_leavesTheHostAsItWas() {
    compute.disable("node1", "new memory").apply();
    assertThat(host("node1").reason()).isEqualTo("new memory");
    assertThat(host("node1").takesServers()).isFalse();

    compute.enable("node1").apply();

    assertThat(host("node1")).isEqualTo(new Host("node1", true, true, true, "", OptionalInt.of(8)));
  }

  @Test
  void drain_ofAHostWithARunningServer_movesItToTheOther() {
    String server = tenant.boot("mover", "node1");

    compute.drain("node1").apply();

    assertThat(compute.guests("node1")).isEmpty();
    assertThat(compute.guests("node2"))
        .containsExactly(new Guest(server, "mover", "node2", "ACTIVE", ""));
    assertThat(host("node1").reason()).isEqualTo("osplane: drain");
  }

  @Test
  void drain_whenNoOtherHostTakesServers_leavesTheServerAndNamesIt() {
    String server = tenant.boot("stayer", "node1");
    compute.disable("node2", "broken").apply();

    assertThatThrownBy(() -> compute.drain("node1").apply())
        .isInstanceOf(OperationFailedException.class)
        .hasMessageContaining("stayer")
        .hasMessageContaining("its last migration ended with error");
    assertThat(compute.guests("node1")).extracting(Guest::id).containsExactly(server);
  }

  @Test
  void remove_ofALabelledNode_isRefused() {
    assertThatThrownBy(() -> compute.remove("node1").plan())
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("label");
  }

  @Test
  void remove_ofAHostWithAServer_isRefused() {
    String unused = tenant.boot("one", "node1");
    unlabel("node1");

    assertThatThrownBy(() -> compute.remove("node1").plan())
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("servers are on it");
  }

  @Test
  void remove_afterTheLabelIsGone_forgetsTheHost() {
    unlabel("node1");
    assertThat(host("node1").isUp()).isFalse();
    assertThat(host("node1").processors()).hasValue(8);

    compute.remove("node1").apply();

    assertThat(compute.hosts()).extracting(Host::name).containsExactly("node2");
    assertThat(tenant.providers()).containsExactly("node2");
  }

  @Test
  void host_whoseNodeLostPower_isKnownAndDown_andComesBack() {
    cluster.node("node1").powerOff();
    assertThat(host("node1").isUp()).isFalse();

    cluster.node("node1").boot();
    cluster.clock().settle();

    assertThat(host("node1").takesServers()).isTrue();
  }
}
