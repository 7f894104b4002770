package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.Pod;
import io.osplane.ComponentName;
import io.osplane.ControlPlane;
import io.osplane.compute.Compute;
import io.osplane.compute.ComputeSpec;
import io.osplane.compute.Guest;
import io.osplane.compute.VirtType;
import io.osplane.error.OperationFailedException;
import io.osplane.error.OsplaneException;
import io.osplane.error.RefusedException;
import io.osplane.health.Status;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
    site.pass();
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
    return pod("nova", node);
  }

  private Pod pod(String role, String node) {
    return site.pods("compute").stream()
        .filter(pod -> role.equals(pod.getMetadata().getLabels().get("osplane.io/role")))
        .filter(pod -> node.equals(pod.getSpec().getNodeName()))
        .findFirst()
        .orElseThrow();
  }

  private boolean isReady(Pod pod) {
    return pod.getStatus().getContainerStatuses().get(0).getReady();
  }

  private void kill(Pod pod) {
    var unused = site.admin.resource(pod).withGracePeriod(0).delete();
    site.cluster.clock().settle();
  }

  @Test
  void host_withoutPower_isNotDrained_andItsServersStayItsOwn() {
    String server = site.tenant.boot("victim", "node1");
    site.darken("node1");
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

  /** Nova's agent is at a migration for some seconds after the server has left. */
  @Test
  void agent_thatEndsRightAfterAServerLeft_isNotWaitedFor_butItsHostIsNotForgotten() {
    String server = site.tenant.boot("mover", "node1");
    CompletableFuture<Boolean> ended =
        site.first(
            () -> !site.compute.guests("node2").isEmpty(),
            () -> {
              site.cluster.faults().breakImage("openstack");
              return !site.admin.resource(agent("node1")).withGracePeriod(0).delete().isEmpty();
            });

    site.compute.drain("node1").apply();

    assertThat(ended).isCompletedWithValue(true);
    assertThat(site.compute.guests("node2")).extracting(Guest::id).containsExactly(server);
    site.unlabel("node1");
    assertThatThrownBy(() -> site.compute.remove("node1").plan())
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(server + " is running");
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

  /** What waits for its storage does the same as what was stopped by a signal. */
  @Test
  void agent_thatIsBlocked_isNamed_thoughItsPodIsWell_andIsWellOnceItGoesOn() {
    CompletableFuture<String> rightAfter =
        site.first(
            () -> true,
            () -> {
              site.signal(agent("node1"), "STOP", "nova-compute");
              assertThat(site.tenant.call("node1")).isEqualTo(500);
              assertThat(site.host("node1").isUp()).as("it reported within a minute").isTrue();
              return site.cloud.health().describe();
            });
    assertThat(rightAfter.join())
        .contains("HostMute", "agent on node1 reports, and does not answer a call")
        .doesNotContain("agent on node2");

    site.pass();
    assertThat(site.host("node1").isUp()).isFalse();
    assertThat(isReady(agent("node1"))).isTrue();
    assertThat(site.cloud.health().describe())
        .contains("HostSilent", "agent on node1 does not report", "Look at its pod's log")
        .doesNotContain("agent on node2");

    site.signal(agent("node1"), "CONT", "nova-compute");
    site.pass();
    assertThat(site.tenant.call("node1")).isEqualTo(200);
    assertThat(site.cloud.health().status()).isEqualTo(Status.HEALTHY);
  }

  /** Nova takes it for one that is up from when it knows it. */
  @Test
  void agent_thatIsStarting_isNotCalled_andIsWellOnceItReports() {
    CompletableFuture<String> health =
        site.first(
            () -> site.tenant.services().contains("nova-compute node3 up"),
            () -> {
              assertThat(site.tenant.call("node3")).isEqualTo(500);
              return site.cloud.health().describe();
            });

    site.label("node3", "default");

    assertThat(health.join())
        .contains("HostStarts", "agent on node3 is starting")
        .doesNotContain("HostMute", "NotAsked");
    site.pass();
    assertThat(site.tenant.call("node3")).isEqualTo(200);
    assertThat(site.cloud.health().status()).isEqualTo(Status.HEALTHY);
  }

  /** They fail by a certificate that is gone; what the drain sees is the same. */
  @Test
  void migrations_thatFailEachTime_endTheDrainThatNamesThem_andTheNextOneEmptiesTheHost() {
    String server = site.tenant.boot("mover", "node1");
    site.run(pod("libvirt", "node2"), "rm", "/var/lib/libvirt/tls/server-cert.pem");
    site.tenant.act(server, "os-migrateLive");
    assertThat(site.tenant.migrations(server)).containsExactly("error");

    OperationFailedException failed =
        catchThrowableOfType(
            OperationFailedException.class, () -> site.compute.drain("node1").apply());

    assertThat(failed)
        .hasMessageContaining("move server mover (" + server + ") from host node1")
        .hasMessageContaining("its last migration ended with error")
        .hasMessageContaining("mend the cause and drain again");
    assertThat(site.tenant.migrations(server)).containsExactly("error", "error", "error", "error");
    assertThat(site.compute.guests("node1"))
        .containsExactly(new Guest(server, "mover", "node1", "ACTIVE", ""));
    kill(pod("libvirt", "node2"));
    site.compute.drain("node1").apply();
    assertThat(site.compute.guests("node1")).isEmpty();
    assertThat(site.compute.guests("node2"))
        .containsExactly(new Guest(server, "mover", "node2", "ACTIVE", ""));
  }

  @Test
  void host_thatAServerWasResizedFrom_isNotForgotten_untilThatIsConfirmed() {
    String server = site.tenant.boot("big", "node1");
    site.tenant.act(server, "resize");
    assertThat(site.compute.guests("node2"))
        .containsExactly(new Guest(server, "big", "node2", "VERIFY_RESIZE", ""));

    assertThat(site.compute.drain("node1").plan().describe())
        .contains("big (" + server + ") is on node2", "confirm or revert that first");
    assertThat(site.compute.drain("node2").plan().describe())
        .contains("big (" + server + ") was resized", "confirm or revert that first");
    site.compute.drain("node1").apply();
    site.unlabel("node1");
    site.pass();
    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> site.compute.remove("node1").plan());
    assertThat(refused).hasMessageContaining("remove host node1").hasMessageContaining("big");
    assertThat(refused.remedy()).contains("Confirm or revert", "give it back");
    assertThat(site.host("node1").isUp()).isFalse();
    assertThat(site.tenant.providers()).contains("node1");

    site.label("node1", "default");
    site.tenant.act(server, "confirmResize");
    assertThat(site.compute.drain("node1").plan().describe()).doesNotContain("big");
    site.unlabel("node1");
    site.pass();
    site.compute.remove("node1").apply();
    assertThat(site.tenant.providers()).containsExactly("node2");
    assertThat(site.compute.guests("node2"))
        .containsExactly(new Guest(server, "big", "node2", "ACTIVE", ""));
  }

  @Test
  void rowOfAPodThatIsGone_isKept_andNotMissed_andOneOfAPodThatIsThereIs() {
    ComponentName nova = ComponentName.of("nova");
    site.cloud.scale(nova, 2).apply();
    assertThat(site.tenant.services()).contains("nova-scheduler nova-scheduler-1 up");

    site.cloud.scale(nova, 1).apply();
    site.pass();
    assertThat(site.tenant.services())
        .contains("nova-scheduler nova-scheduler-0 up", "nova-scheduler nova-scheduler-1 down");
    assertThat(site.cloud.health().status()).isEqualTo(Status.HEALTHY);

    Pod scheduler = site.pod("nova-scheduler-0");
    site.signal(scheduler, "STOP", "nova-scheduler");
    site.pass();
    assertThat(site.cloud.health().describe())
        .contains("ServiceSilent", "nova-scheduler on nova-scheduler-0 does not report")
        .doesNotContain("nova-scheduler-1");
    site.signal(scheduler, "CONT", "nova-scheduler");
    site.pass();
    assertThat(site.cloud.health().status()).isEqualTo(Status.HEALTHY);
    assertThat(site.tenant.services()).contains("nova-scheduler nova-scheduler-1 down");
  }

  @Test
  void host_thatHasJustReported_isNotForgotten_thoughItsPodIsGone_andIsLater() {
    CompletableFuture<RefusedException> refusal =
        site.first(
            () ->
                site.pods("compute").stream()
                    .noneMatch(pod -> "node1".equals(pod.getSpec().getNodeName())),
            () -> {
              assertThat(site.host("node1").isUp()).isTrue();
              return catchThrowableOfType(
                  RefusedException.class, () -> site.compute.remove("node1").plan());
            });

    site.unlabel("node1");

    assertThat(refusal.join())
        .hasMessageContaining("remove host node1")
        .hasMessageContaining("within the last minute");
    assertThat(refusal.join().remedy()).isEqualTo("Try again in a minute");
    assertThat(site.tenant.providers()).containsExactlyInAnyOrder("node1", "node2");
    site.pass();
    site.compute.remove("node1").apply();
    assertThat(site.tenant.providers()).containsExactly("node2");
  }

  @Test
  void bus_whoseOnlyMemberIsGone_restartsNoAgent_andTheyReportAgainByThemselves() {
    String agent = agent("node1").getMetadata().getUid();
    site.scale("rabbitmq", 0);
    site.pass();
    assertThat(site.host("node1").isUp()).isFalse();
    assertThat(site.cloud.health().describe()).contains("rabbitmq");

    site.scale("rabbitmq", 1);

    assertThat(agent("node1").getMetadata().getUid()).isEqualTo(agent);
    assertThat(agent("node1").getStatus().getContainerStatuses().get(0).getRestartCount()).isZero();
    assertThat(site.host("node1").takesServers()).isTrue();
    assertThat(site.cloud.health().status()).isEqualTo(Status.HEALTHY);
  }
}
