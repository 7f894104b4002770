package io.osplane.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.ComponentName;
import io.osplane.spi.Member.Answer;
import io.osplane.spi.Verdict;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ArrivalTest {
  private static final ComponentName COMPUTE = ComponentName.of("compute");
  private static final Host GOOD = new Host("h1", true, true, true, "", OptionalInt.of(4));
  private final FakeSite site = new FakeSite();

  @Test
  void judge_whenNothingIsMissing_isMet() {
    assertThat(Arrival.judge(List.of())).isEqualTo(Verdict.met());
    assertThat(Arrival.judge(List.of(GOOD))).isEqualTo(Verdict.met());
  }

  @Test
  void judge_whenSomebodyDisabledAHost_isMetAllTheSame() {
    Host disabled = new Host("h1", true, true, false, "broken fan", OptionalInt.of(4));

    assertThat(Arrival.judge(List.of(disabled))).isEqualTo(Verdict.met());
    assertThat(disabled.takesServers()).isFalse();
    assertThat(GOOD.takesServers()).isTrue();
  }

  @Test
  void judge_whenSomethingIsMissing_saysOfWhichHostWhatAndHowManyAreThere() {
    List<Host> hosts =
        List.of(
            GOOD,
            new Host("h2", false, true, true, "", OptionalInt.of(4)),
            new Host("h3", true, false, true, "", OptionalInt.of(4)),
            new Host("h4", true, true, true, "", OptionalInt.empty()));

    assertThat(Arrival.judge(hosts))
        .isEqualTo(
            Verdict.notYet(
                "host h2: its pods are not ready; host h3: Nova's agent does not report;"
                    + " host h4: Placement does not know it",
                1,
                4));
  }

  @Test
  void judge_ofAComponent_isOfItsHostsWithAReadyAgentOnly() {
    site.cloud.service("h1");
    site.cloud.services.get("service-h1").put("state", "down");
    site.objects.add(Fixture.agent("compute", "h2", false));
    site.objects.add(Fixture.agent("others", "h3", true));
    assertThat(Arrival.judge(COMPUTE, site)).isEqualTo(Verdict.met());
    assertThat(site.cloud.requests).as("nobody is asked").isEmpty();

    site.objects.add(Fixture.agent("compute", "h4", true));

    assertThat(Arrival.judge(COMPUTE, site))
        .isEqualTo(Verdict.notYet("host h4: Nova's agent does not report", 0, 1));
    site.cloud.service("h4");
    assertThat(Arrival.judge(COMPUTE, site)).isEqualTo(Verdict.met());
  }

  @Test
  void judge_whenNovaDoesNotAnswer_waitsOn() {
    site.objects.add(Fixture.agent("compute", "h1", true));
    site.cloud.instead.put("GET nova", new Answer(503, Map.of(), ""));

    assertThat(Arrival.judge(COMPUTE, site))
        .isInstanceOfSatisfying(Verdict.NotYet.class, v -> assertThat(v.why()).contains("503"));
  }
}
