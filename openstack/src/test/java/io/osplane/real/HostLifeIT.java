package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.compute.Compute;
import io.osplane.compute.Guest;
import io.osplane.compute.Host;
import io.osplane.error.RefusedException;
import io.osplane.plan.Plan;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openstack4j.model.compute.Server;

/** A host that comes by its label, is drained of a running guest, and goes. */
@Tag("real-full")
@ExtendWith(ThisShard.class)
class HostLifeIT extends GuestScenario {
  @Test
  void host_labelled_takesAGuest_isDrained_andForgotten() {
    Compute compute = Compute.on(cloud);
    String node = WholeCloud.nodes().get(0);
    assertThat(compute.hosts()).extracting(Host::name).containsExactlyElementsOf(hosts);
    whole.label(node);
    Duration came =
        Until.so(
            "a server can be placed on " + node,
            Duration.ofMinutes(2),
            () -> host(compute, node).map(Host::takesServers).orElse(false));
    Server guest = running("mover", node);
    String unused = tenant.line(guest.getId(), "GUEST-READY");
    assertThat(compute.guests(node)).extracting(Guest::id).containsExactly(guest.getId());

    Plan plan = compute.drain(node).plan();
    assertThat(plan.describe()).contains("Move server mover");
    assertThat(compute.drain(node).apply(plan).describe()).contains("move-" + guest.getId());
    assertThat(compute.guests(node)).isEmpty();
    assertThat(host(compute, node).orElseThrow().reason()).isEqualTo("osplane: drain");
    Server moved = tenant.awaits(guest.getId(), Server.Status.ACTIVE);
    assertThat(moved.getHypervisorHostname()).isIn(hosts);
    assertThat(tenant.inGuest(moved, "cat /proc/uptime")).containsPattern("\\d+\\.\\d+ ");
    System.err.printf("host %s took servers %.1f s after its label%n", node, came.toMillis() / 1e3);

    assertThatThrownBy(() -> compute.remove(node).plan())
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("label");
    whole.unlabel(node);
    Duration unusedTime =
        Until.so(
            node + " does not report any more",
            Duration.ofMinutes(3),
            () -> !host(compute, node).orElseThrow().isUp());
    compute.remove(node).apply();
    assertThat(compute.hosts()).extracting(Host::name).containsExactlyElementsOf(hosts);
    tenant.delete(guest.getId());
  }

  private static Optional<Host> host(Compute compute, String name) {
    return compute.hosts().stream().filter(h -> h.name().equals(name)).findFirst();
  }
}
