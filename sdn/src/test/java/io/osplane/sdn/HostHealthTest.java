package io.osplane.sdn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.osplane.health.Condition;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostHealthTest {
  private static final OvnSpec SPEC = OvnSpec.of(3);
  private final FakeSite site = new FakeSite();

  @Test
  void judge_whereNoNodeIsAHost_isHealthy() {
    assertThat(codes(SPEC)).containsExactly("NoHosts");
  }

  @Test
  void judge_whereEveryHostIsReady_isHealthy() {
    host("node1", true);
    sets(1, 1);

    assertThat(judge(SPEC)).extracting(Condition::message).containsExactly("1 host has its switch");
  }

  @Test
  void judge_aHostWhosePodsAreNotReady_isNamed() {
    host("node1", true);
    host("node2", false);
    sets(2, 2);

    List<Condition> found = judge(SPEC);

    assertThat(found).extracting(Condition::code).containsExactly("HostImpaired");
    assertThat(found.get(0).message()).contains("node2", "controller, openvswitch");
  }

  @Test
  void judge_hostsWithoutAPod_areCounted() {
    sets(3, 1);

    assertThat(codes(SPEC)).containsExactly("HostWithoutAgent", "HostWithoutAgent");
  }

  @Test
  void judge_physicalNetworksWithoutAHostThatLeadsOut_areDegraded() {
    host("node1", true);
    sets(1, 1);

    assertThat(codes(SPEC.withBridgeMapping("public", "br-ex"))).containsExactly("HostsReady");
    assertThat(codes(SPEC.withBridgeMapping("public", "br-ex").withGatewayGroup("edge")))
        .containsExactly("NoGateway");
  }

  private void host(String node, boolean isReady) {
    site.objects().add(Fixture.pod("ovn-openvswitch-" + node, "openvswitch", node, isReady));
    site.objects().add(Fixture.pod("ovn-controller-" + node, "controller", node, isReady));
  }

  @Test
  void judge_switchesOlderThanTheirSet_areWellAndNamed() {
    host("node1", true);
    site.objects().add(set("ovn-openvswitch", 2, 2, 1));
    site.objects().add(set("ovn-controller", 2, 2, 2));

    assertThat(codes(SPEC)).containsExactly("HostsReady", "HostOutdated");
  }

  private void sets(int wanted, int scheduled) {
    for (String name : List.of("ovn-openvswitch", "ovn-controller")) {
      site.objects().add(set(name, wanted, scheduled, scheduled));
    }
  }

  private static DaemonSet set(String name, int wanted, int scheduled, int updated) {
    return new DaemonSetBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withNewUpdateStrategy()
        .withType("OnDelete")
        .endUpdateStrategy()
        .endSpec()
        .withNewStatus()
        .withDesiredNumberScheduled(wanted)
        .withCurrentNumberScheduled(scheduled)
        .withUpdatedNumberScheduled(updated)
        .endStatus()
        .build();
  }

  private List<String> codes(OvnSpec spec) {
    return judge(spec).stream().map(Condition::code).toList();
  }

  private List<Condition> judge(OvnSpec spec) {
    return new HostHealth(spec, Names.of(spec, Fixture.PLANE), site).judge();
  }
}
