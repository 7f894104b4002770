package io.osplane.sdn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.osplane.ImageCatalog;
import io.osplane.Release;
import io.osplane.Size;
import io.osplane.error.Violation;
import io.osplane.spi.Plane;
import io.osplane.spi.SpecRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
  private static final OvnSpec SPEC = OvnSpec.of(3);
  private static final Plane SMALL =
      new Plane("prod", "cloud", Release.of("2025.1"), Size.SMALL, "RegionOne", ImageCatalog.KIT);

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5})
  void replicas_whenOdd_areFine(int replicas) {
    assertThat(Rules.violations(OvnSpec.of(replicas), Fixture.PLANE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 2, 4, 9})
  void replicas_whenNotOddOrTooMany_areRefused(int replicas) {
    assertThat(paths(OvnSpec.of(replicas))).containsExactly("replicas");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "eth1", "enp0s31f6", "bond0.100"})
  void tunnelInterface_whenACard_isFine(String card) {
    assertThat(Rules.violations(SPEC.withTunnelInterface(card), Fixture.PLANE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"br-phy", "eth 1", "aVeryLongName", "-eth1", "$(id)"})
  void tunnelInterface_whenNoCard_isRefused(String card) {
    assertThat(paths(SPEC.withTunnelInterface(card))).containsExactly("tunnelInterface");
  }

  @ParameterizedTest
  @CsvSource({"physnet1, br-ex", "public, eth2", "a.b_c-d, br-enp0s31f6"})
  void bridgeMapping_whenABridgeOrACard_isFine(String network, String target) {
    assertThat(Rules.violations(SPEC.withBridgeMapping(network, target), Fixture.PLANE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "public, br-int",
    "public, br-phy",
    "public, eth1",
    "public, br-",
    "public, 'eth2,x:y'",
    "public, ''",
    "'a:b', br-ex",
    "'', br-ex"
  })
  void bridgeMapping_whenItCannotBe_isRefused(String network, String target) {
    assertThat(paths(SPEC.withTunnelInterface("eth1").withBridgeMapping(network, target)))
        .containsExactly("bridgeMappings[" + network + "]");
  }

  @Test
  void switchInAProgram_isAWarning_andWithoutACardOfItsOwnAnother_outsideOfATestCluster() {
    OvnSpec slow = SPEC.withDatapath(Datapath.USERSPACE);

    assertThat(Rules.violations(slow, SMALL))
        .extracting(Violation::path, Violation::rule, Violation::isWarning)
        .containsExactly(tuple("datapath", "R33", true), tuple("tunnelInterface", "R33", true));
    assertThat(Rules.violations(slow.withTunnelInterface("eth1"), SMALL))
        .extracting(Violation::path)
        .containsExactly("datapath");
    assertThat(Rules.violations(SPEC, SMALL)).isEmpty();
    assertThat(Rules.violations(slow, Fixture.PLANE)).isEmpty();
    assertThat(new Ovn().rules()).extracting(SpecRule::id).contains("R33");
  }

  @Test
  void bridgeMappings_thatShareABridge_areRefused() {
    OvnSpec spec = SPEC.withBridgeMapping("a", "br-eth2").withBridgeMapping("b", "eth2");

    assertThat(paths(spec)).containsExactly("bridgeMappings");
  }

  @Test
  void gatewayGroup_whenNoLabelValue_isRefused() {
    assertThat(paths(SPEC.withGatewayGroup("edge"))).isEmpty();
    assertThat(paths(SPEC.withGatewayGroup("the edge"))).containsExactly("gatewayGroup");
    assertThat(paths(SPEC.withGatewayGroup(""))).containsExactly("gatewayGroup");
  }

  @Test
  void violations_whenSeveral_areSaidAtOnce() {
    OvnSpec spec = OvnSpec.of(2).withStorage("x").withStorageClass("A").withTunnelInterface("br-x");

    assertThat(paths(spec))
        .containsExactly("replicas", "storage", "storageClass", "tunnelInterface");
  }

  private static List<String> paths(OvnSpec spec) {
    return Rules.violations(spec, Fixture.PLANE).stream().map(Violation::path).toList();
  }
}
