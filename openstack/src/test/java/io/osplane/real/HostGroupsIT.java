package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.ControlPlaneSpec;
import io.osplane.compute.Compute;
import io.osplane.compute.ComputeSpec;
import io.osplane.compute.Host;
import io.osplane.compute.Moving;
import io.osplane.compute.Onboarding;
import io.osplane.compute.VirtType;
import io.osplane.openstack.OpenStack;
import io.osplane.plan.Plan;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openstack4j.model.compute.Action;
import org.openstack4j.model.compute.Server;

/** Hosts of two groups, where a new one takes servers only after one of ours ran on it. */
@Tag("real-full")
@ExtendWith(ThisShard.class)
class HostGroupsIT extends GuestScenario {
  private static final String LATE = "late";

  @Override
  ControlPlaneSpec spec() {
    ComputeSpec qemu = ComputeSpec.of(VirtType.QEMU);
    return WholeCloud.spec()
        .withComponent(Onboarding.AFTER_VERIFY.of(OpenStack.nova(2)))
        .withComponent(qemu.withGroup("default"))
        .withComponent(
            qemu.named("compute-late")
                .withGroup(LATE)
                .withOption("libvirt", "live_migration_completion_timeout", "600"));
  }

  @Test
  void hostOfAnotherGroup_waitsUntilItIsAdmitted_andTakesRunningAndStoppedGuests() {
    Compute compute = Compute.on(cloud);
    String node = WholeCloud.nodes().get(0);
    assertThat(compute.hosts()).as("tested by the deployment").allMatch(Host::takesServers);
    whole.label(node, LATE);
    Duration unusedTime =
        Until.so(
            "host " + node + " reports",
            Duration.ofMinutes(2),
            () -> host(compute, node).map(Host::isUp).orElse(false));
    assertThat(host(compute, node).orElseThrow().takesServers()).isFalse();
    // at first it reports, and is too busy with its start to answer
    Duration unusedTimeToo =
        Until.so(
            "the health says that " + node + " waits",
            Duration.ofMinutes(2),
            () -> cloud.health().describe().contains("HostWaits: " + node));
    assertThat(cloud.health().describe()).contains("admit()");

    Plan plan = compute.admit().plan();
    assertThat(plan.describe()).contains("Boot a server on host " + node);
    compute.admit().apply(plan);
    assertThat(host(compute, node).orElseThrow().takesServers()).isTrue();

    Server lively = running("lively", hosts.get(0));
    String unusedLine = tenant.line(lively.getId(), "GUEST-READY");
    Server still = running("still", hosts.get(0));
    assertThat(tenant.client().compute().servers().action(still.getId(), Action.STOP).isSuccess())
        .isTrue();
    tenant.awaits(still.getId(), Server.Status.SHUTOFF);
    // so that both can go to the other group only
    compute.disable(hosts.get(1), "test").apply();
    compute.drain(hosts.get(0), Moving.LIVE_OR_SHELVED).apply();

    assertThat(compute.guests(hosts.get(0))).isEmpty();
    Server moved = tenant.awaits(lively.getId(), Server.Status.ACTIVE);
    assertThat(moved.getHypervisorHostname()).isEqualTo(node);
    assertThat(tenant.inGuest(moved, "cat /proc/uptime")).containsPattern("\\d+\\.\\d+ ");
    Server waiting = tenant.awaits(still.getId(), Server.Status.SHUTOFF);
    assertThat(waiting.getHypervisorHostname()).isEqualTo(node);
    assertThat(tenant.client().compute().servers().action(still.getId(), Action.START).isSuccess())
        .isTrue();
    Server started = tenant.awaits(still.getId(), Server.Status.ACTIVE);
    assertThat(started.getHypervisorHostname()).isEqualTo(node);

    tenant.delete(lively.getId());
    tenant.delete(still.getId());
  }

  private static Optional<Host> host(Compute compute, String name) {
    return compute.hosts().stream().filter(h -> h.name().equals(name)).findFirst();
  }
}
