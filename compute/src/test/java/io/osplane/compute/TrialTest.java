package io.osplane.compute;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.error.NotReadyException;
import io.osplane.error.OsplaneException;
import io.osplane.error.RefusedException;
import io.osplane.spi.Act;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrialTest {
  private final FakeSite site = new FakeSite();
  private final TrialCloud cloud = new TrialCloud();
  private final Act trial =
      (Act) new Nova().verification(new Nova().defaults(), Fixture.PLANE).get(0);

  @BeforeEach
  void givenACloud() {
    site.back = cloud;
  }

  @Test
  void trial_whereAllIsWell_leavesNothingBehind() throws InterruptedException {
    assertThat(trial.action().isSo(site)).isFalse();
    trial.action().makeSo(site);

    assertThat(cloud.console).startsWith("OSPLANE-");
    assertThat(cloud.left()).isEmpty();
  }

  @Test
  void trial_afterOneThatWasCutOff_takesItsThingsAway() throws InterruptedException {
    cloud.things.put("/v2/images/old", FakeCloud.read("{'id':'old','name':'osplane-verify'}"));
    cloud.things.put("/v2/images/theirs", FakeCloud.read("{'id':'theirs','name':'debian'}"));
    trial.action().makeSo(site);

    assertThat(cloud.left()).containsExactly("/v2/images/theirs");
  }

  @Test
  void trial_withoutAHost_isRefusedBeforeAnythingIsMade() {
    cloud.services = "{'services':[]}";
    assertThatThrownBy(() -> trial.action().makeSo(site))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("osplane.io/host.PLANE");
    assertThat(cloud.things).isEmpty();
  }

  @Test
  void trial_ofAServerThatFails_saysWhy_andLeavesNothing() {
    cloud.server = "'status':'ERROR','fault':{'message':'No valid host'}";
    assertThatThrownBy(() -> trial.action().makeSo(site))
        .isInstanceOf(NotReadyException.class)
        .hasMessageContaining("No valid host");
    assertThat(cloud.left()).isEmpty();
  }

  @Test
  void trial_ofAServerThatIsNeverConnected_fails_andLeavesNothing() {
    cloud.server = "'status':'ACTIVE'";
    cloud.port = "{'status':'DOWN','fixed_ips':[{'ip_address':'198.18.0.7'}]}";
    site.cloud.turns.clear();
    assertEndsWith("its port is up");
    cloud.port = "{'status':'ACTIVE','fixed_ips':[]}";
    assertEndsWith("its port is up");
  }

  @Test
  void trial_ofAServerThatSaysNothing_fails_andLeavesNothing() {
    cloud.isDumb = true;
    assertEndsWith("its word is on its console");
  }

  @Test
  void trial_ofAServerThatIsBuiltForEver_fails() {
    cloud.server = "'status':'BUILD','OS-EXT-STS:task_state':'spawning'";
    assertEndsWith("the server runs");
  }

  private void assertEndsWith(String what) {
    for (int i = 0; i < 100; i++) {
      site.cloud.turns.add(() -> {});
    }
    assertThatThrownBy(() -> trial.action().makeSo(site))
        .isInstanceOf(NotReadyException.class)
        .hasMessageContaining(what);
    assertThat(cloud.left()).isEmpty();
  }

  @Test
  void trial_whoseThingsStay_namesThem() {
    cloud.refused.add("DELETE /v2.0/networks/id2");
    cloud.refused.add("DELETE /v2.0/networks/id3");
    assertThatThrownBy(() -> trial.action().makeSo(site))
        .isInstanceOf(OsplaneException.class)
        .hasMessageContaining("osplane-verify")
        .hasMessageContaining("in use");
  }

  @Test
  void disk_isOneThatABiosBoots_andNovaTakes() {
    byte[] disk = BootSector.saying("word");
    assertThat(disk).hasSizeGreaterThan(1024 * 1024);
    assertThat(disk[510]).isEqualTo((byte) 0x55);
    assertThat(disk[511]).isEqualTo((byte) 0xAA);
    assertThat(disk[446]).as("the first partition is active").isEqualTo((byte) 0x80);
    assertThat(disk[450]).as("and of some type").isNotZero();
    assertThat(new String(disk, 0x21, 7, US_ASCII)).isEqualTo("word\r\n\0");
  }
}
