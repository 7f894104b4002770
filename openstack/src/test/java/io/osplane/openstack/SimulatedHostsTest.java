package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.ComponentName;
import io.osplane.ControlPlane;
import io.osplane.Execution;
import io.osplane.compute.Compute;
import io.osplane.compute.ComputeSpec;
import io.osplane.compute.Guest;
import io.osplane.compute.Host;
import io.osplane.compute.Moving;
import io.osplane.compute.VirtType;
import io.osplane.error.OperationFailedException;
import io.osplane.error.OsplaneException;
import io.osplane.error.RefusedException;
import io.osplane.event.StepWaiting;
import io.osplane.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The verbs on hosts, in a small cloud with two of them. */
class SimulatedHostsTest {
  private HostCloud site;
  private ControlPlane cloud;
  private Compute compute;
  private SimulatedTenant tenant;

  @BeforeEach
  void deploy() {
    site =
        new HostCloud(
            HostCloud.spec(OpenStack.nova(1), ComputeSpec.of(VirtType.QEMU)),
            Map.of("node1", "default", "node2", "default"));
    cloud = site.cloud;
    compute = site.compute;
    tenant = site.tenant;
  }

  @AfterEach
  void close() {
    site.close();
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

    site.cluster.node("node1").powerOff();

    assertThat(cloud.health().describe())
        .contains("host node1: does not report to Neutron: OVN Metadata agent");
    site.cluster.node("node1").boot();
    site.cluster.clock().settle();
    assertThat(cloud.health().describe()).contains("2 agents report");
  }

  @Test
  void agents_ofACloudThatGetsCinder_seeItsVolumes_andLibvirtIsLeftToItsGuests() {
    cloud.edit(spec -> spec.withComponent(OpenStack.cinder(1))).apply();

    assertThat(site.pods("compute"))
        .extracting(
            pod ->
                pod.getMetadata().getLabels().get("osplane.io/role")
                    + (pod.toString().contains("claimName=cinder-volumes")
                        ? " sees"
                        : " as before"))
        .containsExactlyInAnyOrder(
            "libvirt as before", "libvirt as before", "nova sees", "nova sees");
    assertThat(cloud.edit(spec -> spec).plan().steps()).isEmpty();
    assertThat(cloud.health().describe())
        .contains("DaemonSet compute-libvirt: 2 of 2 pods are older than it");

    site.replace("compute", "libvirt", "node1");

    assertThat(cloud.health().describe())
        .contains("DaemonSet compute-libvirt: 1 of 2 pods are older than it");
  }

  @Test
  void agents_ofACloudThatLosesCinder_loseSightOfItsVolumes_whichStay_andAreBackWithIt() {
    cloud.edit(spec -> spec.withComponent(OpenStack.cinder(1))).apply();

    cloud.edit(spec -> spec.without(ComponentName.of("cinder"))).apply();

    assertThat(agents()).doesNotContain("claimName=cinder-volumes");
    assertThat(site.admin.persistentVolumeClaims().inNamespace("cloud").withName("cinder-volumes"))
        .extracting(claim -> claim.get())
        .isNotNull();
    cloud.edit(spec -> spec.withComponent(OpenStack.cinder(1))).apply();
    assertThat(agents()).contains("claimName=cinder-volumes");
  }

  /** Nova's agents, which are rolled. */
  private String agents() {
    return site.pods("compute").stream()
        .filter(pod -> pod.getMetadata().getName().startsWith("compute-nova"))
        .toList()
        .toString();
  }

  @Test
  void secondCinder_besideHosts_isRefused_forTheyCanSeeOnlyOne() {
    assertThatThrownBy(
            () ->
                cloud
                    .edit(
                        spec ->
                            spec.withComponent(OpenStack.cinder(1))
                                .withComponent(OpenStack.cinder(1).named("slow")))
                    .plan())
        .hasMessageContaining("which [cinder, slow] provide")
        .hasMessageContaining("one of them only");
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
    assertThat(site.host("node1").reason()).isEqualTo("new memory");
    assertThat(site.host("node1").takesServers()).isFalse();

    compute.enable("node1").apply();

    assertThat(site.host("node1"))
        .isEqualTo(new Host("node1", true, true, true, "", OptionalInt.of(8)));
  }

  @Test
  void drain_ofAHostWithARunningServer_movesItToTheOther() {
    String server = tenant.boot("mover", "node1");

    compute.drain("node1").apply();

    assertThat(compute.guests("node1")).isEmpty();
    assertThat(compute.guests("node2"))
        .containsExactly(new Guest(server, "mover", "node2", "ACTIVE", ""));
    assertThat(site.host("node1").reason()).isEqualTo("osplane: drain");
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
  void drain_ofAStoppedServer_leavesIt_unlessItMayBeShelved() {
    String server = tenant.boot("sleeper", "node1");
    tenant.act(server, "os-stop");
    assertThat(compute.drain("node1").plan().describe()).contains("sleeper", "is stopped");
    compute.drain("node1").apply();
    assertThat(compute.guests("node1")).extracting(Guest::id).containsExactly(server);

    Plan plan = compute.drain("node1", Moving.LIVE_OR_SHELVED).plan();
    assertThat(plan.describe()).contains("sleeper", "image in Glance");
    assertThat(compute.drain("node1", Moving.LIVE_OR_SHELVED).apply(plan).describe())
        .contains("shelve-" + server);

    assertThat(compute.guests("node1")).isEmpty();
    assertThat(compute.guests("node2"))
        .containsExactly(new Guest(server, "sleeper", "node2", "SHUTOFF", ""));
  }

  @Test
  void drain_ofSeveralStoppedServers_shelvesOneAfterAnother() {
    for (String name : List.of("one", "two", "three")) {
      tenant.act(tenant.boot(name, "node1"), "os-stop");
    }

    compute.drain("node1", Moving.LIVE_OR_SHELVED).apply();

    assertThat(compute.guests("node2"))
        .hasSize(3)
        .allMatch(guest -> guest.status().equals("SHUTOFF"));
  }

  @Test
  void drain_thatWasCutOff_goesOn_alsoWithWhatIsOnNoHostAnyMore() {
    String server = tenant.boot("sleeper", "node1");
    tenant.act(server, "os-stop");
    tenant.tag(server, "osplane-drain-off");
    tenant.act(server, "shelve");
    assertThat(compute.guests("node1")).isEmpty();

    Plan plan = compute.drain("node1").plan();
    assertThat(plan.describe()).contains("Bring back server sleeper");
    compute.drain("node1").apply(plan);

    assertThat(compute.guests("node2"))
        .containsExactly(new Guest(server, "sleeper", "node2", "SHUTOFF", ""));
    assertThat(compute.drain("node1").plan().describe()).doesNotContain("Bring back");
  }

  @Test
  void drain_thatIsCancelledInTheMiddle_isEndedByTheNext() {
    String server = tenant.boot("sleeper", "node1");
    tenant.act(server, "os-stop");
    AtomicReference<Execution> running = new AtomicReference<>();
    CompletableFuture<Boolean> started = new CompletableFuture<>();
    cloud
        .events()
        .on(
            StepWaiting.class,
            waiting -> {
              if (waiting.why().contains("shelving")) {
                assertThat(started.join()).isTrue();
                running.get().cancel();
              }
            });
    running.set(compute.drain("node1", Moving.LIVE_OR_SHELVED).start());
    assertThat(started.complete(true)).isTrue();
    assertThatThrownBy(() -> running.get().await()).isInstanceOf(OsplaneException.class);
    site.cluster.clock().settle();
    assertThat(tenant.status(server)).isEqualTo("SHELVED_OFFLOADED");

    compute.drain("node1", Moving.LIVE_OR_SHELVED).apply();

    assertThat(compute.guests("node2"))
        .containsExactly(new Guest(server, "sleeper", "node2", "SHUTOFF", ""));
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
    site.unlabel("node1");

    assertThatThrownBy(() -> compute.remove("node1").plan())
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("servers are on it");
  }

  @Test
  void remove_afterTheLabelIsGone_forgetsTheHost() {
    site.unlabel("node1");
    site.pass();
    assertThat(site.host("node1").isUp()).isFalse();
    assertThat(site.host("node1").processors()).hasValue(8);

    compute.remove("node1").apply();

    assertThat(compute.hosts()).extracting(Host::name).containsExactly("node2");
    assertThat(tenant.providers()).containsExactly("node2");
  }

  @Test
  void host_whoseNodeLostPower_isKnownAndDown_andComesBack() {
    site.darken("node1");
    assertThat(site.host("node1").isUp()).isFalse();

    site.cluster.node("node1").boot();
    site.cluster.clock().settle();

    assertThat(site.host("node1").takesServers()).isTrue();
  }
}
