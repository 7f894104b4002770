package io.osplane.compute;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FateTest {
  private static Occupant server(String status, String flavor, String tag) {
    return Occupant.of(
        FakeCloud.read(
            "{'id':'a','status':'%s','OS-EXT-SRV-ATTR:host':'h1','flavor':%s,'tags':[%s]}"
                .formatted(status, flavor, tag)));
  }

  private static Fate fate(String status, Moving moving) {
    return Fate.of(server(status, "{}", ""), moving);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ACTIVE",
        "PAUSED",
        "MIGRATING",
        // they will run, or run again, and are waited for
        "BUILD",
        "REBOOT",
        "HARD_REBOOT",
        "PASSWORD"
      })
  void whatRunsOrWill_movesLive(String status) {
    for (Moving moving : Moving.values()) {
      assertThat(fate(status, moving)).isEqualTo(new Fate(Fate.Way.LIVE, ""));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETED",
        "ERROR",
        "REBUILD",
        "RESCUE",
        "RESIZE",
        "REVERT_RESIZE",
        "SHELVED",
        "SHELVED_OFFLOADED",
        "SOFT_DELETED",
        "SUSPENDED",
        "UNKNOWN",
        "VERIFY_RESIZE",
        ""
      })
  void allElse_stays_whateverMayBeDone_andSaysWhy(String status) {
    for (Moving moving : Moving.values()) {
      assertThat(fate(status, moving).way()).isEqualTo(Fate.Way.STAYS);
      assertThat(fate(status, moving).why()).isNotBlank();
    }
  }

  @Test
  void whatIsStopped_staysUnlessItMayBeShelved() {
    assertThat(fate("SHUTOFF", Moving.LIVE))
        .isEqualTo(new Fate(Fate.Way.STAYS, "is stopped: Moving.LIVE_OR_SHELVED moves it"));
    assertThat(fate("SHUTOFF", Moving.LIVE_OR_SHELVED))
        .isEqualTo(new Fate(Fate.Way.SHELVED, "is stopped"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ACTIVE|{'extra_specs':{'pci_passthrough:alias':'gpu:1'}}",
        "PAUSED|{'extra_specs':{'resources:VGPU':'1'}}"
      })
  void aDeviceOfTheHost_keepsARunningServerFromMovingLive(String status, String flavor) {
    assertThat(Fate.of(server(status, flavor, ""), Moving.LIVE).why())
        .startsWith("has a device of the host");
    assertThat(Fate.of(server(status, flavor, ""), Moving.LIVE_OR_SHELVED).way())
        .isEqualTo(Fate.Way.SHELVED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{'ephemeral':20}|ephemeral disk", "{'extra_specs':{'hw:tpm_version':'2.0'}}|TPM"})
  void whatAnImageDoesNotHold_keepsAServerFromBeingShelved(String flavor, String why) {
    Fate fate = Fate.of(server("SHUTOFF", flavor, ""), Moving.LIVE_OR_SHELVED);

    assertThat(fate.way()).isEqualTo(Fate.Way.STAYS);
    assertThat(fate.why()).contains(why);
  }

  @Test
  void oneThatADrainLeftShelvedOnTheHost_goesOn_andATenantsOwnDoesNot() {
    assertThat(
            Fate.of(server("SHELVED", "{}", "'osplane-drain-off'"), Moving.LIVE_OR_SHELVED).way())
        .isEqualTo(Fate.Way.SHELVED);
    assertThat(Fate.of(server("SHELVED", "{}", "'blue'"), Moving.LIVE_OR_SHELVED).way())
        .isEqualTo(Fate.Way.STAYS);
  }
}
