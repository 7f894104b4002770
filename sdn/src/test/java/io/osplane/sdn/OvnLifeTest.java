package io.osplane.sdn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Size;
import io.osplane.health.Condition;
import io.osplane.health.Status;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.programs.SimulatedCloud;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What OVN lives through, in a simulated cluster. */
@Timeout(120)
class OvnLifeTest {
  private static final String NAMESPACE = "prod";
  private final SimulatedCluster cluster =
      SimulatedCloud.programs(SimulatedCluster.builder().nodes(3)).start();
  private final KubernetesClient client =
      new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(cluster.kubeconfig())).build();
  private final ControlPlane cloud = ControlPlane.builder().name(NAMESPACE).client(client).build();

  @BeforeEach
  void begin() {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .create();
    for (String name : List.of("node2", "node3")) {
      client
          .nodes()
          .withName(name)
          .edit(
              node -> {
                node.getMetadata().getLabels().put("osplane.io/host." + NAMESPACE, "all");
                return node;
              });
    }
    deploy(3);
  }

  @AfterEach
  void end() {
    cloud.close();
    client.close();
    cluster.close();
  }

  private void deploy(int members) {
    ControlPlaneSpec spec =
        ControlPlaneSpec.builder().size(Size.TINY).component(OvnSpec.of(members)).build();
    cloud.deploy(spec).apply();
    cluster.clock().settle();
  }

  @Test
  void deploy_withTwoHosts_isHealthyAndHasTheirAgents() {
    assertThat(cloud.health().status()).isEqualTo(Status.HEALTHY);
    assertThat(messages()).contains("2 hosts have their switches");
    assertThat(pods("openvswitch")).isEqualTo(2);
    assertThat(pods("controller")).isEqualTo(2);
  }

  @Test
  void members_more_joinTheSameCluster() {
    String cluster = clusterId();

    deploy(5);

    assertThat(cloud.health().status()).isEqualTo(Status.HEALTHY);
    assertThat(messages()).contains("ovn-nb: 5 members serve", "ovn-sb: 5 members serve");
    assertThat(clusterId()).isEqualTo(cluster);
  }

  @Test
  void members_fewer_leaveBeforeTheyGo() {
    deploy(5);

    deploy(3);

    assertThat(cloud.health().status()).isEqualTo(Status.HEALTHY);
    assertThat(messages()).contains("ovn-nb: 3 members serve", "ovn-sb: 3 members serve");
  }

  @Test
  void member_thatLostItsVolume_joinsAnewByItself() {
    String cluster = clusterId();

    lose("ovn-nb-0");

    assertThat(cloud.health().status()).isEqualTo(Status.HEALTHY);
    assertThat(clusterId()).isEqualTo(cluster);
  }

  @Test
  void northboundData_whenAllAreLost_areNeverMadeAnewByThemselves() {
    loseAll("ovn-nb");
    assertThat(codes()).contains("DataLost");

    cloud.heal().apply();
    cluster.clock().settle();

    assertThat(codes()).contains("DataLost");
  }

  @Test
  void southboundData_whenAllAreLost_areMadeAnewByHeal() {
    loseAll("ovn-sb");
    assertThat(codes()).contains("NotFormed");

    cloud.heal().apply();
    cluster.clock().settle();

    assertThat(cloud.health().status()).isEqualTo(Status.HEALTHY);
  }

  @Test
  void everything_afterAPowerCut_comesBackByItself() {
    List.of("node1", "node2", "node3").forEach(name -> cluster.node(name).powerOff());
    cluster.clock().advance(Duration.ofSeconds(10));
    List.of("node1", "node2", "node3").forEach(name -> cluster.node(name).boot());
    cluster.clock().settle();

    assertThat(cloud.health().status()).isEqualTo(Status.HEALTHY);
  }

  /** The volume and the pod of a member. */
  private void lose(String pod) {
    claim(pod).delete();
    client.pods().inNamespace(NAMESPACE).withName(pod).delete();
    cluster.clock().settle();
  }

  /** The volumes of all members of a database, at once. */
  private void loseAll(String set) {
    var members = client.apps().statefulSets().inNamespace(NAMESPACE).withName(set);
    members.scale(0);
    cluster.clock().settle();
    IntStream.range(0, 3).forEach(i -> claim(set + "-" + i).delete());
    cluster.clock().settle();
    members.scale(3);
    cluster.clock().settle();
  }

  private Resource<PersistentVolumeClaim> claim(String pod) {
    return client.persistentVolumeClaims().inNamespace(NAMESPACE).withName("data-" + pod);
  }

  private String clusterId() {
    return client
        .configMaps()
        .inNamespace(NAMESPACE)
        .withName("osplane-record-ovn-nb")
        .get()
        .getData()
        .toString();
  }

  private int pods(String role) {
    return client
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("osplane.io/role", role)
        .list()
        .getItems()
        .size();
  }

  private List<String> codes() {
    return conditions().stream().map(Condition::code).toList();
  }

  private List<String> messages() {
    return conditions().stream().map(Condition::message).toList();
  }

  private List<Condition> conditions() {
    return cloud.health().conditions().values().stream().flatMap(List::stream).toList();
  }
}
