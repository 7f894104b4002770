package io.osplane.sdn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.spi.CacheClaim;
import io.osplane.spi.NetworkClaim;
import io.osplane.spi.Provision;
import io.osplane.spi.Task;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProvideTest {
  @Test
  void binding_namesEveryMemberOfBothDatabases() {
    Map<String, String> ovn = options(OvnSpec.of(3)).get("ml2_conf.ini").get("ovn");

    assertThat(ovn)
        .containsEntry(
            "ovn_nb_connection",
            "tcp:ovn-nb-0.ovn-nb.cloud.svc.cluster.local:6641,"
                + "tcp:ovn-nb-1.ovn-nb.cloud.svc.cluster.local:6641,"
                + "tcp:ovn-nb-2.ovn-nb.cloud.svc.cluster.local:6641")
        .hasEntrySatisfying(
            "ovn_sb_connection", v -> assertThat(v).startsWith("tcp:ovn-sb-0.").endsWith(":6642"));
  }

  @Test
  void binding_givesGuestsAWayToAskAboutThemselves() {
    assertThat(options(OvnSpec.of(1)).get("ml2_conf.ini").get("ovn"))
        .containsEntry("ovn_metadata_enabled", "true");
  }

  @Test
  void claim_ofServicePluginsThatNeedOtherAgents_isRefused() {
    NetworkClaim claim = NetworkClaim.of("neutron").with(List.of("ovn-router", "metering"));

    assertThat(new Ovn().validate(claim, OvnSpec.of(1), Fixture.PLANE))
        .singleElement()
        .satisfies(
            v -> {
              assertThat(v.path()).isEqualTo("config[DEFAULT][service_plugins]");
              assertThat(v.problem()).contains("metering").doesNotContain("ovn-router");
              assertThat(v.expected()).contains("ovn-router");
            });
  }

  @Test
  void binding_withoutPhysicalNetworks_offersTunnelsOnly() {
    assertThat(options(OvnSpec.of(1)).get("ml2_conf.ini"))
        .doesNotContainKeys("ml2_type_flat", "ml2_type_vlan")
        .hasEntrySatisfying("ml2", ml2 -> assertThat(ml2).containsEntry("type_drivers", "geneve"));
  }

  @Test
  void binding_withPhysicalNetworks_offersThem() {
    OvnSpec spec =
        OvnSpec.of(1).withBridgeMapping("public", "br-ex").withBridgeMapping("campus", "eth2");

    assertThat(options(spec).get("ml2_conf.ini"))
        .containsEntry("ml2_type_flat", Map.of("flat_networks", "campus,public"))
        .containsEntry("ml2_type_vlan", Map.of("network_vlan_ranges", "campus,public"));
  }

  @Test
  void binding_bringsTheMaintenanceWorker() {
    assertThat(provide(OvnSpec.of(1)).binding().workers())
        .hasEntrySatisfying(
            "ovn-maintenance",
            line -> assertThat(line).startsWith("neutron-ovn-maintenance-worker"));
  }

  @Test
  void tasks_waitForWhatServes() {
    assertThat(provide(OvnSpec.of(3)).tasks())
        .extracting(Task::name)
        .containsExactly("network-neutron");
  }

  @Test
  void provide_ofAnotherCapability_isRefused() {
    assertThatThrownBy(() -> new Ovn().provide(CacheClaim.of("x"), OvnSpec.of(1), Fixture.PLANE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Map<String, Map<String, Map<String, String>>> options(OvnSpec spec) {
    return provide(spec).binding().options();
  }

  private static Provision<NetworkClaim.Binding> provide(OvnSpec spec) {
    return new Ovn().provide(NetworkClaim.of("neutron"), spec, Fixture.PLANE);
  }
}
