package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.compute.ComputeSpec;
import io.osplane.compute.FakeHostsSpec;
import io.osplane.compute.Host;
import io.osplane.compute.Onboarding;
import io.osplane.compute.VirtType;
import io.osplane.error.OperationFailedException;
import io.osplane.plan.Plan;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hosts that take servers only after one of ours ran on them. */
class SimulatedOnboardingTest {
  private HostCloud site;

  @BeforeEach
  void deploy() {
    site =
        new HostCloud(
            HostCloud.spec(
                Onboarding.AFTER_VERIFY.of(OpenStack.nova(1)),
                OpenStack.glance(1),
                ComputeSpec.of(VirtType.QEMU),
                FakeHostsSpec.of(1)),
            Map.of("node2", "default"));
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void deployment_testsItsHosts_andEnablesThem() {
    assertThat(site.compute.hosts())
        .extracting(Host::name)
        .containsExactly("fake-hosts-fake-0", "node2");
    assertThat(site.compute.hosts()).allMatch(Host::takesServers);
    assertThat(site.compute.guests("node2")).as("the server of ours is gone").isEmpty();
  }

  @Test
  void host_thatComesLater_waits_untilItIsAdmitted() {
    site.label("node1", "default");
    assertThat(site.host("node1").isUp()).isTrue();
    assertThat(site.host("node1").takesServers()).isFalse();
    assertThat(site.cloud.health().describe()).contains("HostWaits", "node1", "admit()");

    Plan plan = site.compute.admit().plan();
    assertThat(plan.describe()).contains("Boot a server on host node1");
    site.compute.admit().apply(plan);

    assertThat(site.host("node1").takesServers()).isTrue();
    assertThat(site.cloud.health().describe()).doesNotContain("HostWaits");
    assertThat(site.compute.admit().plan().steps()).isEmpty();
  }

  @Test
  void host_thatIsDown_waitsOn_andSaysWhy() {
    site.label("node1", "default");
    site.darken("node1");

    assertThatThrownBy(() -> site.compute.admit().apply())
        .isInstanceOf(OperationFailedException.class)
        .hasMessageContaining("node1")
        .hasMessageContaining("does not report");
    assertThat(site.host("node1").isEnabled()).isFalse();
  }

  @Test
  void verify_provesTheCloud_withoutLeavingAnything() {
    assertThat(site.cloud.verify().apply().describe()).contains("server");
    assertThat(site.compute.guests("node2")).isEmpty();
  }
}
