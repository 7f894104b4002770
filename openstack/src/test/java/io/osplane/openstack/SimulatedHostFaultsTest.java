package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.Pod;
import io.osplane.ControlPlane;
import io.osplane.compute.Compute;
import io.osplane.compute.ComputeSpec;
import io.osplane.compute.Guest;
import io.osplane.compute.VirtType;
import io.osplane.error.OsplaneException;
import io.osplane.error.RefusedException;
import io.osplane.health.Status;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What goes wrong on hosts, in a small cloud with two of them. Each test looks whether its fault
 * hit before it looks what became of it.
 */
class SimulatedHostFaultsTest {
  private HostCloud site;

  @BeforeEach
  void deploy() {
    site =
        new HostCloud(
            HostCloud.spec(OpenStack.nova(1), ComputeSpec.of(VirtType.QEMU)),
            Map.of("node1", "default", "node2", "default"));
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void agent_thatDoesNotStartAgain_isNamedByHost_andIsWellOnceItDoes() {
    site.cluster.faults().breakImage("openstack");
    kill(agent("node1"));
    assertThat(agent("node1").getStatus().getContainerStatuses().get(0).getReady()).isFalse();

    assertThat(site.cloud.health().describe())
        .contains("HostSilent", "Nova's agent on node1 does not report", "Look at its pod's log")
        .doesNotContain("agent on node2 does not report");

    site.cluster.faults().repairImage("openstack");
    site.cluster.clock().settle();
    assertThat(site.host("node1").takesServers()).isTrue();
    assertThat(site.cloud.health().status()).isEqualTo(Status.HEALTHY);
  }

  private Pod agent(String node) {
    return site.pods("compute").stream()
        .filter(pod -> "nova".equals(pod.getMetadata().getLabels().get("osplane.io/role")))
        .filter(pod -> node.equals(pod.getSpec().getNodeName()))
        .findFirst()
        .orElseThrow();
  }

  private void kill(Pod pod) {
    var unused = site.admin.resource(pod).withGracePeriod(0).delete();
    site.cluster.clock().settle();
  }

  @Test
  void host_withoutPower_isNotDrained_andItsServersStayItsOwn() {
    String server = site.tenant.boot("victim", "node1");
    site.cluster.node("node1").powerOff();
    assertThat(site.host("node1").isUp()).isFalse();

    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> site.compute.drain("node1").plan());

    assertThat(refused).hasMessageContaining("drain host node1").hasMessageContaining("victim");
    assertThat(refused.remedy()).contains("make sure that its power is off");
    assertThat(site.compute.guests("node2")).as("no second copy of it").isEmpty();
    site.cluster.node("node1").boot();
    site.cluster.clock().settle();
    assertThat(site.compute.guests("node1"))
        .containsExactly(new Guest(server, "victim", "node1", "ACTIVE", ""));
  }

  /** Without a conductor, nobody notes how far hosts are. */
  @Test
  void server_thatStaysInTheMiddleOfItsMigration_isNotWaitedForForEver_andMovesLater() {
    String server = site.tenant.boot("stuck", "node1");
    site.scale("nova-conductor", 0);

    OsplaneException failed = failureOfAHastyDrain("node1");

    assertThat(failed).hasMessageContaining("server stuck is on another host");
    assertThat(failed).hasMessageContaining("migrating");
    assertThat(failed.remedy()).contains("apply again");
    assertThat(site.tenant.status(server)).isEqualTo("MIGRATING");
    site.scale("nova-conductor", 1);
    site.compute.drain("node1").apply();
    assertThat(site.compute.guests("node2"))
        .containsExactly(new Guest(server, "stuck", "node2", "ACTIVE", ""));
  }

  private OsplaneException failureOfAHastyDrain(String host) {
    try (ControlPlane hasty =
        ControlPlane.builder()
            .name("cloud")
            .kubeconfig(site.cluster.kubeconfig())
            .patience(Duration.ofSeconds(2))
            .build()) {
      return catchThrowableOfType(
          OsplaneException.class, () -> Compute.on(hasty).drain(host).apply());
    }
  }

  @Test
  void bus_whoseOnlyMemberIsGone_restartsNoAgent_andTheyReportAgainByThemselves() {
    String agent = agent("node1").getMetadata().getUid();
    site.scale("rabbitmq", 0);
    assertThat(site.host("node1").isUp()).isFalse();
    assertThat(site.cloud.health().describe()).contains("rabbitmq");

    site.scale("rabbitmq", 1);

    assertThat(agent("node1").getMetadata().getUid()).isEqualTo(agent);
    assertThat(agent("node1").getStatus().getContainerStatuses().get(0).getRestartCount()).isZero();
    assertThat(site.host("node1").takesServers()).isTrue();
    assertThat(site.cloud.health().status()).isEqualTo(Status.HEALTHY);
  }
}
