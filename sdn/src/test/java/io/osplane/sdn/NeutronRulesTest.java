package io.osplane.sdn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.osplane.ComponentSpec;
import io.osplane.error.Violation;
import io.osplane.service.ApiServiceSpec;
import io.osplane.spi.NetworkClaim;
import io.osplane.spi.SpecRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Neutron cannot be told beside OVN, each option beside one with which it is right. */
class NeutronRulesTest {
  private static final ApiServiceSpec SPEC = ApiServiceSpec.of("neutron", 2);
  private final Neutron neutron = new Neutron();

  private List<Violation> found(String section, String option, String value, ComponentSpec beside) {
    return neutron.clashes(SPEC.withOption(section, option, value), List.of(beside), Fixture.PLANE);
  }

  @ParameterizedTest
  @CsvSource({
    "R06, false, DEFAULT, core_plugin, neutron.plugins.other.Plugin, ml2",
    "R75, false, ml2, mechanism_drivers, openvswitch,",
    "R75, false, ml2, tenant_network_types, vlan,",
    "R75, false, ovn, ovsdb_probe_interval, 0,",
    "R76, true, DEFAULT, service_plugins, 'qos,trunk', ovn-router",
    "R76, true, DEFAULT, service_plugins, '', neutron.services.ovn_l3.plugin.OVNL3RouterPlugin"
  })
  void option_thatIsWrongBesideOvn_breaksItsRule(
      String rule, boolean isWarning, String section, String option, String bad, String good) {
    assertThat(found(section, option, bad, OvnSpec.of(3)))
        .extracting(Violation::path, Violation::rule, Violation::isWarning)
        .containsExactly(tuple("config[" + section + "][" + option + "]", rule, isWarning));
    if (good != null) {
      assertThat(found(section, option, good, OvnSpec.of(3))).isEmpty();
    }
    assertThat(found(section, option, bad, SPEC)).as("without OVN").isEmpty();
  }

  @Test
  void plugins_thatNeedAgents_areRefusedByTheBackEnd_itsOwnAndClassesAreNot() {
    OvnSpec ovn = OvnSpec.of(3);
    NetworkClaim claim = NetworkClaim.of("neutron");

    assertThat(
            new Ovn().validate(claim.with(List.of("ovn-router", "metering")), ovn, Fixture.PLANE))
        .extracting(Violation::path, Violation::rule)
        .containsExactly(tuple("config[DEFAULT][service_plugins]", "R47"));
    assertThat(
            new Ovn().validate(claim.with(List.of("qos", "acme.plugin.Taps")), ovn, Fixture.PLANE))
        .isEmpty();
  }

  @Test
  void option_thatOvnSaysNothingOf_isFine() {
    assertThat(found("ml2", "path_mtu", "1442", OvnSpec.of(3))).isEmpty();
    assertThat(found("ovn", "ovn_metadata_enabled", "true", OvnSpec.of(3))).hasSize(1);
  }

  @Test
  void optionsOfPhysicalNetworks_areOvnsOnceThereAreSome() {
    OvnSpec outside = OvnSpec.of(3).withBridgeMapping("public", "br-ex");

    assertThat(found("ml2_type_vlan", "network_vlan_ranges", "a:1:9", OvnSpec.of(3))).isEmpty();
    assertThat(found("ml2_type_vlan", "network_vlan_ranges", "a:1:9", outside)).hasSize(1);
  }

  @Test
  void rules_areSaidByTheComponents() {
    assertThat(neutron.rules())
        .extracting(SpecRule::id)
        .contains("R06", "R47", "R71", "R75", "R76");
    assertThat(new Ovn().rules()).extracting(SpecRule::id).contains("R23", "R73", "R74");
  }
}
