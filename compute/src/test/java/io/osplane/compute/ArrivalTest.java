package io.osplane.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.ComponentName;
import io.osplane.spi.Member.Answer;
import io.osplane.spi.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArrivalTest {
  private static final ComponentName COMPUTE = ComponentName.of("compute");
  private final FakeSite site = new FakeSite();

  private void host(String name) {
    site.objects().add(Fixture.agent("compute", name, true));
    site.cloud.service(name);
  }

  @Test
  void judge_whenSomebodyDisabledAHost_isMetAllTheSame() {
    host("h1");
    site.cloud.services.get("service-h1").put("status", "disabled");

    assertThat(Arrival.judge(COMPUTE, site)).isEqualTo(Verdict.met());
  }

  @Test
  void judge_whenAgentsAreSilent_namesSomeAndCountsTheRest_andAsksNobodyElse() {
    for (int i = 1; i <= 7; i++) {
      host("h" + i);
      site.cloud.services.get("service-h" + i).put("state", i == 1 ? "up" : "down");
    }

    assertThat(Arrival.judge(COMPUTE, site))
        .isEqualTo(
            Verdict.notYet(
                "host h2, h3, h4, h5, h6 and 1 more: Nova's agent does not report", 1, 7));
    assertThat(site.cloud.requests).noneMatch(r -> r.contains("placement"));
  }

  @Test
  void judge_whenPlacementMissesOne_asksNoFurther() {
    List.of("h1", "h2", "h3").forEach(this::host);
    site.cloud.inventories.remove("h2");

    assertThat(Arrival.judge(COMPUTE, site))
        .isEqualTo(Verdict.notYet("host h2, h3: Placement does not know it yet", 1, 3));
    assertThat(site.cloud.requests).noneMatch(r -> r.contains("name=h3"));
  }

  @Test
  void judge_ofHostsThatPlacementNamesAtOnce_asksOfNone() {
    host("h1");
    site.cloud.instead.put(
        "GET placement/resource_providers?resources=VCPU:1",
        new Answer(200, Map.of(), "{\"resource_providers\":[{\"name\":\"h1\"}]}"));

    assertThat(Arrival.judge(COMPUTE, site)).isEqualTo(Verdict.met());
    assertThat(site.cloud.requests).noneMatch(r -> r.contains("name=h1"));
  }

  @Test
  void judge_ofAComponent_isOfItsHostsWithAReadyAgentOnly() {
    site.cloud.service("h1");
    site.cloud.services.get("service-h1").put("state", "down");
    site.objects().add(Fixture.agent("compute", "h2", false));
    site.objects().add(Fixture.agent("others", "h3", true));
    assertThat(Arrival.judge(COMPUTE, site)).isEqualTo(Verdict.met());
    assertThat(site.cloud.requests).as("nobody is asked").isEmpty();

    site.objects().add(Fixture.agent("compute", "h4", true));

    assertThat(Arrival.judge(COMPUTE, site))
        .isEqualTo(Verdict.notYet("host h4: Nova's agent does not report", 0, 1));
    site.cloud.service("h4");
    assertThat(Arrival.judge(COMPUTE, site)).isEqualTo(Verdict.met());
  }

  @Test
  void judge_whenNovaDoesNotAnswer_waitsOn() {
    site.objects().add(Fixture.agent("compute", "h1", true));
    site.cloud.instead.put("GET nova", new Answer(503, Map.of(), ""));

    assertThat(Arrival.judge(COMPUTE, site))
        .isInstanceOfSatisfying(Verdict.NotYet.class, v -> assertThat(v.why()).contains("503"));
  }
}
