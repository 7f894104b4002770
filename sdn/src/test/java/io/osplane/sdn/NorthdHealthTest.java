package io.osplane.sdn;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.ComponentName;
import io.osplane.spi.Member;
import java.util.List;
import org.junit.jupiter.api.Test;

class NorthdHealthTest {
  private static final Names NAMES = Names.of(OvnSpec.of(3), Fixture.PLANE);
  private static final String ACTIVE = "Status: active";
  private static final String STANDBY = "Status: standby";

  @Test
  void judge_oneActiveAndOneStandby_isHealthy() {
    assertThat(code(ACTIVE, STANDBY)).isEqualTo("Translating");
  }

  @Test
  void judge_oneAlone_isDegraded() {
    assertThat(code(ACTIVE)).isEqualTo("NoStandby");
    assertThat(code(ACTIVE, "")).isEqualTo("NoStandby");
  }

  @Test
  void judge_noneActive_isDown() {
    assertThat(code(STANDBY, STANDBY)).isEqualTo("NotTranslating");
  }

  @Test
  void judge_noAnswer_isUnknown() {
    assertThat(code("", "")).isEqualTo("NorthdNotSeen");
    assertThat(code()).isEqualTo("NorthdNotSeen");
  }

  @Test
  void words_ofItsPodsOnly_areAskedFor() {
    FakeSite site = new FakeSite();
    site.objects().add(Fixture.pod("ovn-nb-0", "nb", "node1", true));
    site.objects().add(Fixture.pod("ovn-northd-a", "northd", "node1", true));
    site.objects().add(Fixture.pod("ovn-northd-b", "northd", "node2", true));
    site.pods.put("ovn-northd-a", call -> FakeSite.says(ACTIVE + "\n"));
    site.pods.put("ovn-northd-b", call -> new Member.Result(1, "", "no such file"));

    assertThat(NorthdHealth.words(ComponentName.of("ovn"), site)).containsExactly(ACTIVE, "");
  }

  private static String code(String... words) {
    return NorthdHealth.judge(NAMES, List.of(words)).code();
  }
}
