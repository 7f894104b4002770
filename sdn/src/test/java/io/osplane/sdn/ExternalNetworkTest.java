package io.osplane.sdn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.osplane.error.Violation;
import io.osplane.spi.CacheClaim;
import io.osplane.spi.NetworkClaim;
import io.osplane.spi.SpecRule;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExternalNetworkTest {
  private static final ExternalNetwork NETWORK = new ExternalNetwork();
  private static final VendorSecret SECRET =
      VendorSecret.named("acme").withOption("acme", "endpoint", "endpoint");
  private static final ExternalNetworkSpec SPEC =
      ExternalNetworkSpec.of("acme", "acme")
          .withServicePlugins("acme-router", "trunk")
          .withOption("acme", "fabric", "one")
          .withHostOption("DEFAULT", "vif_plugging_is_fatal", "false")
          .withFile("/etc/neutron/acme/fabric.json", "{}")
          .withSecret(SECRET.withFile("/etc/neutron/acme/key.pem", "key").withEpoch(3))
          .withWorker("rpc-server", "neutron-rpc-server")
          .withImage("acme-openstack");

  private static NetworkClaim.Binding binding(ExternalNetworkSpec spec) {
    return NETWORK.provide(NetworkClaim.of("neutron"), spec, Fixture.PLANE).binding();
  }

  @Test
  void binding_ofMl2_hasDriversPluginsOptionsAndReferences() {
    assertThat(binding(SPEC).options().get(NetworkClaim.NEUTRON))
        .containsEntry(
            "DEFAULT", Map.of("core_plugin", "ml2", "service_plugins", "acme-router,trunk"))
        .containsEntry("ml2", Map.of("mechanism_drivers", "acme"))
        .containsEntry("acme", Map.of("fabric", "one", "endpoint", "${secret:acme/endpoint@3}"));
  }

  @Test
  void binding_hasFilesWorkersAndImage_andWhatHostsNeed() {
    assertThat(binding(SPEC).files())
        .isEqualTo(
            Map.of(
                "/etc/neutron/acme/fabric.json", "{}",
                "/etc/neutron/acme/key.pem", "${secret:acme/key@3}"));
    assertThat(binding(SPEC).workers()).containsOnlyKeys("rpc-server");
    assertThat(binding(SPEC).image()).isEqualTo("acme-openstack");
    assertThat(binding(SPEC).options().get(NetworkClaim.HOSTS))
        .isEqualTo(Map.of("DEFAULT", Map.of("vif_plugging_is_fatal", "false")));
  }

  @Test
  void binding_ofAnotherCorePlugin_hasNothingOfMl2() {
    assertThat(binding(SPEC.withCorePlugin("acme.plugin.Core")).options().get(NetworkClaim.NEUTRON))
        .doesNotContainKey("ml2")
        .hasEntrySatisfying(
            "DEFAULT", o -> assertThat(o).containsEntry("core_plugin", "acme.plugin.Core"));
  }

  @Test
  void claim_ofAPluginThatItDoesNotList_isRefused() {
    NetworkClaim claim = NetworkClaim.of("neutron").with(List.of("trunk", "qos"));

    assertThat(NETWORK.validate(claim, SPEC, Fixture.PLANE))
        .singleElement()
        .satisfies(v -> assertThat(v.problem()).contains("qos"))
        .extracting(Violation::rule)
        .isEqualTo("R47");
  }

  @Test
  void provide_ofAnotherCapability_isRefused() {
    assertThatThrownBy(() -> NETWORK.provide(CacheClaim.of("x"), SPEC, Fixture.PLANE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void validate_ofAWholeSpec_findsNothing() {
    assertThat(NETWORK.validate(SPEC, Fixture.PLANE)).isEmpty();
    assertThat(NETWORK.validate(SPEC.withCorePlugin("acme.plugin.Core"), Fixture.PLANE)).isEmpty();
  }

  @Test
  void option_ofTheVendorsPlugin_isTakenAsItIs() {
    assertThat(
            NETWORK.validate(
                SPEC.withOption("acme", "anything", "else")
                    .withOption("ml2_acme", "debugg", "perhaps")
                    .withOption("DEFAULT", "debug", "true"),
                Fixture.PLANE))
        .isEmpty();
  }

  @Test
  void option_withATypo_isToldWhatWasMeant() {
    assertThat(NETWORK.validate(SPEC.withOption("DEFALT", "debug", "true"), Fixture.PLANE))
        .extracting(Violation::problem, Violation::expected)
        .containsExactly(tuple("is no option of neutron 2025.1", "[DEFAULT] debug"));
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("mechanismDrivers", s -> ExternalNetworkSpec.of("acme")),
        wrong("mechanismDrivers", s -> ExternalNetworkSpec.of("acme", "a,b")),
        wrong("corePlugin", s -> s.withCorePlugin("")),
        wrong("servicePlugins", s -> s.withServicePlugins("a b")),
        wrong("config[DEFAULT][core_plugin]", s -> s.withOption("DEFAULT", "core_plugin", "x")),
        wrong("config[ml2][mechanism_drivers]", s -> s.withOption("ml2", "mechanism_drivers", "x")),
        wrong("config[acme][password]", s -> s.withOption("acme", "password", "x")),
        wrong("config[acme][endpoint]", s -> s.withOption("acme", "endpoint", "http://x")),
        wrong("config[acme][x]", s -> s.withOption("acme", "x", "${secret:nova-db/password@1}")),
        wrong("config[DEFAULT][debugg]", s -> s.withOption("DEFAULT", "debugg", "true")),
        wrong("config[DEFAULT][debug]", s -> s.withOption("DEFAULT", "debug", "perhaps")),
        wrong("config[DEFALT][debug]", s -> s.withOption("DEFALT", "debug", "true")),
        wrong(
            "config[database][connection]",
            s -> s.withOption("database", "connection", "mysql://x")),
        wrong(
            "hostConfig[DEFAULT][vif_pluging_timeout]",
            s -> s.withHostOption("DEFAULT", "vif_pluging_timeout", "10")),
        wrong(
            "secret.options[DEFAULT][transport_ulr]",
            s -> s.withSecret(SECRET.withOption("DEFAULT", "transport_ulr", "key"))),
        wrong("hostConfig[a b][x]", s -> s.withHostOption("a b", "x", "y")),
        wrong("files[etc/x]", s -> s.withFile("etc/x", "")),
        wrong("files[/etc/../x]", s -> s.withFile("/etc/../x", "")),
        wrong("files[/x]", s -> s.withFile("/x", "${secret:nova-db/password@1}")),
        wrong(
            "files[/etc/neutron/neutron.conf.d/x.conf]",
            s -> s.withFile("/etc/neutron/neutron.conf.d/x.conf", "")),
        wrong(
            "secret.files[/etc/neutron/acme/fabric.json]",
            s -> s.withSecret(SECRET.withFile("/etc/neutron/acme/fabric.json", "key"))),
        wrong("secret.files[/y]", s -> s.withSecret(SECRET.withFile("/y", "no key"))),
        wrong("secret", s -> s.withSecret(VendorSecret.named("acme"))),
        wrong("secret.name", s -> s.withSecret(VendorSecret.named("").withFile("/y", "key"))),
        wrong("secret.name", s -> s.withSecret(VendorSecret.named("A_B").withFile("/y", "key"))),
        wrong("secret.epoch", s -> s.withSecret(SECRET.withEpoch(0))),
        wrong(
            "secret.options[acme][key]",
            s -> s.withSecret(SECRET.withOption("acme", "key", "a/b"))),
        wrong("workers[api]", s -> s.withWorker("api", "x")),
        wrong("workers[X]", s -> s.withWorker("X", "x")),
        wrong("workers[idle]", s -> s.withWorker("idle")));
  }

  private static Arguments wrong(String path, UnaryOperator<ExternalNetworkSpec> change) {
    return Arguments.of(path, change);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void validate_ofAWrongField_namesIt(String path, UnaryOperator<ExternalNetworkSpec> change) {
    assertThat(NETWORK.validate(change.apply(SPEC), Fixture.PLANE))
        .extracting(Violation::path)
        .containsExactly(path);
  }

  private static Arguments broken(
      String rule, boolean isWarning, String path, UnaryOperator<ExternalNetworkSpec> change) {
    return Arguments.of(rule, isWarning, path, change);
  }

  static Stream<Arguments> broken() {
    String contrail = "neutron_plugin_contrail.plugins.opencontrail.NeutronPluginContrailCoreV2";
    return Stream.of(
        broken(
            "R05",
            false,
            "mechanismDrivers",
            s -> ExternalNetworkSpec.of("acme", "acme", "linuxbridge")),
        broken("R13", true, "corePlugin", s -> s.withCorePlugin(contrail)),
        broken(
            "R14",
            false,
            "servicePlugins",
            s -> s.withCorePlugin(contrail).withServicePlugins("acme", "vpnaas")),
        broken("R16", true, "corePlugin", s -> s.withCorePlugin("calico")),
        broken(
            "R30",
            false,
            "hostConfig[DEFAULT][host]",
            s -> s.withHostOption("DEFAULT", "host", "a")),
        broken(
            "R37",
            false,
            "hostConfig[libvirt][virt_type]",
            s -> s.withHostOption("libvirt", "virt_type", "lxc")),
        broken(
            "R38",
            false,
            "hostConfig[DEFAULT][compute_driver]",
            s -> s.withHostOption("DEFAULT", "compute_driver", "fake.FakeDriver")),
        broken(
            "R40",
            false,
            "hostConfig[libvirt][virt_type]",
            s -> s.withHostOption("libvirt", "virt_type", "parallels")));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void network_thatIsWrongForNeutronOrHosts_breaksItsRule(
      String rule, boolean isWarning, String path, UnaryOperator<ExternalNetworkSpec> change) {
    assertThat(NETWORK.validate(change.apply(SPEC), Fixture.PLANE))
        .filteredOn(v -> rule.equals("R13") || !v.rule().equals("R13"))
        .extracting(Violation::path, Violation::rule, Violation::isWarning)
        .containsExactly(tuple(path, rule, isWarning));
    assertThat(NETWORK.rules())
        .filteredOn(r -> r.id().equals(rule))
        .extracting(SpecRule::isWarning)
        .containsExactly(isWarning);
  }

  @Test
  void binding_withOptionsForAFileThatNobodyReads_isRefused() {
    assertThatThrownBy(() -> NetworkClaim.Binding.of(Map.of("ml2.ini", Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ml2_conf.ini");
    assertThatThrownBy(() -> new NetworkClaim.Binding(Map.of(), Map.of("x", ""), Map.of(), ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
