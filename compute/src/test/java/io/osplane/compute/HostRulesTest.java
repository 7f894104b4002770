package io.osplane.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.ComponentSpec;
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

/** What hosts should not be, beyond single options, each beside one that is right. */
class HostRulesTest {
  private static final ComputeSpec SPEC = ComputeSpec.defaults();
  private final Hosts hosts = new Hosts();

  private List<String> rules(ComputeSpec spec, Size size) {
    Plane plane =
        new Plane("prod", "ns", Release.of("2025.1"), size, "RegionOne", ImageCatalog.KIT);
    return hosts.validate(spec, plane).stream().map(Violation::rule).toList();
  }

  private List<String> clashes(ComputeSpec spec, ComponentSpec... others) {
    return hosts.clashes(spec, List.of(others), Fixture.PLANE).stream()
        .map(v -> v.path() + " " + v.rule())
        .toList();
  }

  private static ComputeSpec pinned(String dedicated, String shared) {
    return SPEC.withOption("compute", "cpu_dedicated_set", dedicated)
        .withOption("compute", "cpu_shared_set", shared);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0-3; 3-7; R35",
        "0-3; 4-7; ''",
        "2,4,6; 5-6; R35",
        "0-7,^3; 3; ''",
        " 8 - ; 1; none",
        "; 1; none",
        "3-1; 1; none",
        "^1; 1; none",
        "a; 1; none",
        "0-99999; 1; none",
        "0-3; $cpu_dedicated_set; ''"
      })
  void processors_thatArePinnedAndSharedAtOnce_areRefused(
      String dedicated, String shared, String rule) {
    List<String> found = rules(pinned(dedicated == null ? "," : dedicated, shared), Size.SMALL);
    switch (rule) {
      case "" -> assertThat(found).isEmpty();
      case "none" -> assertThat(found).containsExactly("");
      default -> assertThat(found).containsExactly(rule);
    }
  }

  @Test
  void guestsWithoutTheHostsProcessor_areAWarning_outsideOfATestCluster() {
    assertThat(rules(ComputeSpec.of(VirtType.QEMU), Size.SMALL)).containsExactly("R39");
    assertThat(rules(ComputeSpec.of(VirtType.QEMU), Size.TINY)).isEmpty();
    assertThat(rules(ComputeSpec.of(VirtType.KVM), Size.SMALL)).isEmpty();
  }

  @Test
  void hostsOfTwoComponents_areRefused_unlessTheirGroupsDiffer() {
    ComputeSpec dpdk = SPEC.named("dpdk").withGroup("dpdk");

    assertThat(clashes(dpdk, SPEC)).containsExactly("group R59");
    assertThat(clashes(dpdk, SPEC.withGroup("dpdk"))).containsExactly("group R59");
    assertThat(clashes(dpdk, SPEC.withGroup("others"))).isEmpty();
    assertThat(clashes(SPEC, dpdk)).as("it is said once").isEmpty();
    assertThat(clashes(dpdk)).isEmpty();
  }

  @Test
  void hostsOfOneNova_thatDifferInVirtType_areAWarning() {
    ComputeSpec one = SPEC.withGroup("one");
    ComputeSpec two = SPEC.named("two").withGroup("two").withVirtType(VirtType.QEMU);

    assertThat(clashes(two, one)).containsExactly("virtType R64");
    assertThat(clashes(two, one.withVirtType(VirtType.QEMU))).isEmpty();
    assertThat(clashes(two.withNova("edge"), one)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"R35", "R39", "R59", "R64", "R30", "R43", "R71"})
  void rules_areSaidByTheComponent(String id) {
    assertThat(hosts.rules()).extracting(SpecRule::id).contains(id);
  }
}
