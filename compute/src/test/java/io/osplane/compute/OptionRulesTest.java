package io.osplane.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.error.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What hosts must not be told, each option beside one with which it is right. */
class OptionRulesTest {
  @ParameterizedTest
  @CsvSource({
    "R38, DEFAULT, compute_driver, vmwareapi.VMwareVCDriver, libvirt.LibvirtDriver",
    "R41, libvirt, live_migration_tunnelled, true, false",
    "R42, libvirt, live_migration_scheme, tcp, tls",
    "R45, libvirt, images_type, rbd, qcow2",
    "R52, DEFAULT, graceful_shutdown_timeout, 181, 180",
    "R60, DEFAULT, compute_driver, fake.FakeDriver, libvirt.LibvirtDriver",
    "R34, libvirt, file_backed_memory, 4096, 0"
  })
  void option_thatHarms_isRefusedByItsRule(
      String rule, String section, String option, String bad, String good) {
    List<Violation> found = violations(ComputeSpec.defaults().withOption(section, option, bad));
    assertThat(found)
        .singleElement()
        .satisfies(v -> assertThat(v.path()).isEqualTo("config[" + section + "][" + option + "]"))
        .satisfies(v -> assertThat(v.problem()).endsWith("(rule " + rule + ")"));
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
        .extracting(Violation::problem)
        .singleElement()
        .asString()
        .endsWith("(rule R44)");
  }

  private static List<Violation> violations(ComputeSpec spec) {
    return new Hosts().validate(spec, Fixture.PLANE);
  }
}
