package io.osplane.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.osplane.error.Violation;
import io.osplane.service.ApiServiceSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What hosts must not be told, each option beside one with which it is right. */
class OptionRulesTest {
  /** R41's option is also one that a later release will not have, whatever its value. */
  private static final String DEPRECATED = "R71";

  @ParameterizedTest
  @CsvSource({
    "R43, libvirt, images_type, lvm, qcow2",
    "R80, libvirt, nfs_mount_point_base, /mnt, /osplane/volumes",
    "R77, libvirt, live_migration_with_native_tls, off, true",
    "R46, pci, device_spec, '{\"vendor_id\": \"8086\"}', ''"
  })
  void option_thatLimits_isAWarningOfItsRule(
      String rule, String section, String option, String bad, String good) {
    assertThat(violations(ComputeSpec.defaults().withOption(section, option, bad)))
        .extracting(Violation::path, Violation::rule, Violation::isWarning)
        .containsExactly(tuple("config[" + section + "][" + option + "]", rule, true));
    assertThat(violations(ComputeSpec.defaults().withOption(section, option, good))).isEmpty();
  }

  @Test
  void host_ofAnotherName_isRefused() {
    assertThat(violations(ComputeSpec.defaults().withOption("DEFAULT", "host", "node1.example")))
        .extracting(Violation::rule)
        .containsExactly("R30");
  }

  @ParameterizedTest
  @CsvSource({
    "R38, DEFAULT, compute_driver, vmwareapi.VMwareVCDriver, libvirt.LibvirtDriver",
    "R41, libvirt, live_migration_tunnelled, true, false",
    "R42, libvirt, live_migration_scheme, tcp, tls",
    "R45, libvirt, images_type, rbd, qcow2",
    "R52, DEFAULT, graceful_shutdown_timeout, 181, 180",
    "R52, DEFAULT, graceful_shutdown_timeout, 0, 1",
    "R60, DEFAULT, compute_driver, fake.FakeDriver, libvirt.LibvirtDriver",
    "R34, libvirt, file_backed_memory, 4096, 0"
  })
  void option_thatHarms_isRefusedByItsRule(
      String rule, String section, String option, String bad, String good) {
    List<Violation> found = violations(ComputeSpec.defaults().withOption(section, option, bad));
    assertThat(found)
        .singleElement()
        .satisfies(v -> assertThat(v.path()).isEqualTo("config[" + section + "][" + option + "]"))
        .satisfies(v -> assertThat(v.rule()).isEqualTo(rule))
        .satisfies(v -> assertThat(v.expected()).as("what would be right").isNotBlank())
        .satisfies(v -> assertThat(v.isWarning()).isFalse());
    assertThat(violations(ComputeSpec.defaults().withOption(section, option, good))).isEmpty();
  }

  @Test
  void optionsThatHarmTogether_areRefused_andAloneAreNot() {
    ComputeSpec ceph =
        ComputeSpec.defaults()
            .withOption("libvirt", "images_type", "rbd")
            .withOption("libvirt", "rbd_secret_uuid", "457eb676-33da-42ec-9a8c-9293d545c337");
    assertThat(violations(ceph)).isEmpty();
    assertThat(violations(ceph.withOption("DEFAULT", "force_raw_images", "false")))
        .extracting(Violation::rule)
        .containsExactly("R44");
  }

  @Test
  void processors_thatArePinnedInTheWayOfOldReleasesToo_areRefused() {
    ComputeSpec pinned = ComputeSpec.defaults().withOption("compute", "cpu_dedicated_set", "2-7");

    assertThat(violations(pinned)).isEmpty();
    assertThat(violations(pinned.withOption("DEFAULT", "vcpu_pin_set", "4-7")))
        .filteredOn(v -> v.rule().equals("R35"))
        .extracting(Violation::expected)
        .containsExactly("leave vcpu_pin_set out");
  }

  @Test
  void hosts_thatNobodyWouldLookFor_areRefused() {
    ApiServiceSpec nova =
        ApiServiceSpec.of("nova", 2)
            .withOption("scheduler", "discover_hosts_in_cells_interval", "-1");

    assertThat(new Nova().validate(nova, Fixture.PLANE))
        .extracting(Violation::rule, Violation::expected)
        .containsExactly(tuple("R56", "at least 1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lxc", "parallels", "qemu"})
  void virtType_isNoOption_soThatItIsWhatTheSpecSays(String type) {
    assertThat(violations(ComputeSpec.defaults().withOption("libvirt", "virt_type", type)))
        .extracting(Violation::problem)
        .containsExactly("is set by Osplane from what is claimed");
  }

  @ParameterizedTest
  @CsvSource({"0, R52", "31, R52", "100, R52", "30, ''", "1, ''"})
  void worker_thatTakesLongerToEndThanItsPodHas_isRefused(String seconds, String rule) {
    ApiServiceSpec nova =
        ApiServiceSpec.of("nova", 2).withOption("DEFAULT", "graceful_shutdown_timeout", seconds);

    assertThat(new Nova().validate(nova, Fixture.PLANE))
        .extracting(Violation::rule)
        .containsExactlyElementsOf(rule.isEmpty() ? List.of() : List.of(rule));
  }

  private static List<Violation> violations(ComputeSpec spec) {
    return new Hosts()
        .validate(spec, Fixture.PLANE).stream().filter(v -> !v.rule().equals(DEPRECATED)).toList();
  }
}
