package io.osplane.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.health.Condition;
import io.osplane.spi.Member.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProbeTest {
  private static final Answer NOBODY = new Answer(503, Map.of(), "");
  private final FakeSite site = new FakeSite();
  private final Hosts hosts = new Hosts();
  private final Nova nova = new Nova();

  @Test
  void hosts_withoutAny_areNotAskedFor() {
    assertThat(hosts.probe(ComputeSpec.defaults(), site))
        .extracting(Condition::code)
        .containsOnly("HostsReady");
    assertThat(site.cloud.requests).isEmpty();
  }

  @Test
  void hosts_thatReport_areWell() {
    site.objects().add(Fixture.agent("compute", "h1", true));
    site.cloud.service("h1");
    site.cloud.instead.put(
        "GET nova/v2.1/os-hypervisors", new Answer(404, Map.of(), "{\"itemNotFound\":{}}"));

    assertThat(hosts.probe(ComputeSpec.defaults(), site))
        .extracting(Condition::code)
        .contains("HostsAnswer");
  }

  @Test
  void hosts_whereNovaIsAway_areUnknown() {
    site.objects().add(Fixture.agent("compute", "h1", true));
    site.cloud.instead.put("GET nova", NOBODY);

    assertThat(hosts.probe(ComputeSpec.defaults(), site))
        .extracting(Condition::code)
        .contains("NotAsked");
  }

  @Test
  void nova_whoseServicesReport_saysSo() {
    site.cloud.service("c-0");
    site.cloud.services.get("service-c-0").put("binary", "nova-conductor");

    assertThat(nova.probe(nova.defaults(), site))
        .extracting(Condition::code)
        .contains("ServicesReport");
  }

  @Test
  void nova_thatIsAway_isNotAsked() {
    site.cloud.instead.put("GET nova", NOBODY);

    assertThat(nova.probe(nova.defaults(), site)).extracting(Condition::code).contains("NotAsked");
  }
}
