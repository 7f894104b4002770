package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.Pod;
import io.osplane.compute.ComputeSpec;
import io.osplane.compute.Guest;
import io.osplane.compute.VirtType;
import io.osplane.error.OsplaneException;
import io.osplane.event.StepWaiting;
import io.osplane.health.Status;
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

    OsplaneException refused =
        catchThrowableOfType(
            OsplaneException.class, () -> site.compute.drain("node1").apply());

    assertThat(refused).as("nothing of it could be moved").isNotNull();
    assertThat(refused).hasMessageContaining("node1");
    assertThat(refused.remedy()).contains("power");
    assertThat(site.compute.guests("node2")).as("no second copy of it").isEmpty();
    site.cluster.node("node1").boot();
    site.cluster.clock().settle();
    assertThat(site.compute.guests("node1"))
        .containsExactly(new Guest(server, "victim", "node1", "ACTIVE", ""));
  }

  @Test
  void server_whoseMigrationIsCutOff_isNotWaitedForForEver_andMovesLater() {
    String server = site.tenant.boot("stuck", "node1");
    site.cloud
        .events()
        .on(
            StepWaiting.class,
            waiting -> {
              if (waiting.why().contains("migrating")) {
                site.cluster.node("node1").powerOff();
              }
            });

    OsplaneException refused =
        catchThrowableOfType(
            OsplaneException.class, () -> site.compute.drain("node1").apply());

    assertThat(refused).isNotNull();
    assertThat(refused).hasMessageContaining("stuck");
    assertThat(refused.remedy()).isNotBlank();
    assertThat(site.tenant.status(server)).as("what it was cut off in").isEqualTo("MIGRATING");
    site.cluster.node("node1").boot();
    site.cluster.clock().settle();
    site.compute.drain("node1").apply();
    assertThat(site.compute.guests("node2"))
        .containsExactly(new Guest(server, "stuck", "node2", "ACTIVE", ""));
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
