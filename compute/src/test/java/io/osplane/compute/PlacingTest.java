package io.osplane.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.spi.Act;
import io.osplane.spi.Needs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlacingTest {
  private final FakeSite site = new FakeSite();

  @BeforeEach
  void oneHost() {
    site.cloud.service("h1");
  }

  @Test
  void off_disablesTheHostWithItsReason() {
    Placing off = off("new fans");
    assertThat(off.isSo(site)).isFalse();

    off.makeSo(site);

    assertThat(off.isSo(site)).isTrue();
    assertThat(Fixture.service(site, "h1").isEnabled()).isFalse();
    assertThat(Fixture.service(site, "h1").reason()).isEqualTo("new fans");
  }

  @Test
  void off_whenAPersonDisabledIt_isSoAndLeavesTheirReason() {
    off("by hand").makeSo(site);

    assertThat(off("osplane: drain").isSo(site)).isTrue();
    assertThat(Fixture.service(site, "h1").reason()).isEqualTo("by hand");
  }

  @Test
  void on_enablesTheHostAndForgetsTheReason() {
    off("by hand").makeSo(site);
    Placing on = Placing.on(Fixture.service(site, "h1"), Fixture.NOVA);
    assertThat(on.isSo(site)).isFalse();

    on.makeSo(site);

    assertThat(on.isSo(site)).isTrue();
    assertThat(off("x").isSo(site)).isFalse();
    assertThat(Fixture.service(site, "h1").reason()).isEmpty();
  }

  @Test
  void isSo_whenTheAgentIsGone_isFalse() {
    Placing off = off("x");
    site.cloud.services.clear();

    assertThat(off.isSo(site)).isFalse();
  }

  @Test
  void task_saysWhatWasDecidedAndWhy() {
    Act off = off("new fans").task();
    Act on = Placing.on(Fixture.service(site, "h1"), Fixture.NOVA).task();

    assertThat(off.name()).isEqualTo(on.name()).isEqualTo(Placing.TASK);
    assertThat(off.needs()).isEqualTo(Needs.none());
    assertThat(off.summary()).isEqualTo("Let no more servers be placed on host h1: new fans");
    assertThat(on.summary()).isEqualTo("Let servers be placed on host h1");
    assertThat(off.key()).isNotEqualTo(on.key());
  }

  @Test
  void task_forAnotherReason_hasAnotherKey() {
    assertThat(off("new fans").task().key()).isNotEqualTo(off("new disks").task().key());
  }

  private Placing off(String reason) {
    return Placing.off(Fixture.service(site, "h1"), reason, Fixture.NOVA);
  }
}
