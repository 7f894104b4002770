package io.osplane.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.osplane.error.OsplaneException;
import io.osplane.spi.Member.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudApiTest {
  private final FakeSite site = new FakeSite();
  private final CloudApi api = Fixture.api(site);

  @BeforeEach
  void oneHost() {
    site.cloud.service("h1");
  }

  @Test
  void services_whenTheReasonIsNull_haveNone() {
    assertThat(api.services())
        .containsExactly(
            new CloudApi.Service("service-h1", "nova-compute", "h1", true, true, true, ""));
  }

  @Test
  void services_whenTheReasonHasTheWordNull_keepIt() {
    site.cloud
        .services
        .get("service-h1")
        .put("state", "down")
        .put("status", "disabled")
        .put("disabled_reason", "nullified disk");

    assertThat(api.services())
        .containsExactly(
            new CloudApi.Service(
                "service-h1", "nova-compute", "h1", false, true, false, "nullified disk"));
  }

  @Test
  void guests_areThoseOfTheHost_withWhatIsDoneToThem() {
    site.cloud.server("a", "h1", "ACTIVE");
    site.cloud.server("b", "h1", "MIGRATING").put("OS-EXT-STS:task_state", "migrating");
    site.cloud.server("c", "h2", "ACTIVE");

    assertThat(api.servers().guests("h1"))
        .containsExactly(
            new Guest("a", "name-of-a", "h1", "ACTIVE", ""),
            new Guest("b", "name-of-b", "h1", "MIGRATING", "migrating"));
    assertThat(site.cloud.requests).contains("GET nova/v2.1/servers/detail?all_tenants=1&host=h1");
  }

  @Test
  void guests_ofANameThatIsNoPartOfAUrl_areAskedForByIt() {
    assertThat(api.servers().guests("h1&status=ERROR")).isEmpty();

    assertThat(site.cloud.requests)
        .contains("GET nova/v2.1/servers/detail?all_tenants=1&host=h1%26status%3DERROR");
  }

  @Test
  void server_whenThereIsNone_isEmpty() {
    site.cloud.server("a", "h1", "ACTIVE");

    assertThat(api.servers().find("a")).isPresent();
    assertThat(api.servers().find("b")).isEmpty();
  }

  @Test
  void processors_areWhatPlacementHas() {
    assertThat(api.placement().processors("h1")).contains(4);
    assertThat(api.placement().processors("h2")).isEmpty();
  }

  @Test
  void migrations_areLookedForByServer() {
    site.cloud.server("a", "h1", "ACTIVE");
    assertThat(api.servers().migration("a")).isEmpty();
    assertThat(api.servers().lastMigration("a")).isEmpty();
    api.servers().moveLive("a");
    assertThat(api.servers().migration("a")).isPresent();

    site.cloud.end("error");

    assertThat(api.servers().migration("a")).isEmpty();
    assertThat(api.servers().lastMigration("a").orElseThrow().path("status").asText())
        .isEqualTo("error");
  }

  @Test
  void departures_areTheMigrationsThatRunOnTheHostNow() {
    for (String id : List.of("a", "b", "c", "d")) {
      site.cloud.server(id, id.equals("d") ? "h2" : "h1", "ACTIVE");
      api.servers().moveLive(id);
      site.cloud.migrations.getFirst().put("status", "running").put("updated_at", "12:0" + id);
    }
    site.cloud.migrations.getLast().put("status", "completed");

    assertThat(api.servers().departures("h1")).isEqualTo("b 12:0b, c 12:0c");
    assertThat(api.servers().departures("h3")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "{'badRequest':{'code':400|'message':'no such host'}}, no such host",
        "{'NeutronError':{'type':'X'|'message':'it is alive'}}, it is alive",
        "{'errors':[{'status':409|'title':'Conflict'|'detail':'it is in use'}]}, it is in use",
        "<html>Bad Gateway</html>, with no JSON",
        "{}, ``",
        "'text', ``",
        "``, ``"
      })
  void error_always_saysWhatWasAskedAndAnswered(String body, String why) {
    site.cloud.instead.put(
        "GET nova", new Answer(502, Map.of(), body.replace('\'', '"').replace('|', ',')));

    OsplaneException e =
        catchThrowableOfType(OsplaneException.class, () -> api.servers().guests("h1"));

    assertThat(e.problem())
        .isEqualTo(
            ("GET /servers/detail?all_tenants=1&host=h1: the answer was 502 " + why).strip());
    assertThat(e.remedy()).contains("health of the service");
    assertThat(e.toString()).doesNotContain("secret-token", "value-of");
  }

  @Test
  void answer_thatIsNoJson_isNotTakenForNothing() {
    site.cloud.instead.put("GET nova", new Answer(200, Map.of(), "<html>Welcome</html>"));

    assertThatThrownBy(() -> api.servers().guests("h1"))
        .isInstanceOf(OsplaneException.class)
        .hasMessageContaining("no JSON");
  }

  @Test
  void disable_whenNovaRefuses_saysWhyAndNoSecret() {
    CloudApi.Service service = api.services().get(0);
    site.cloud.instead.put(
        "PUT nova", new Answer(400, Map.of(), "{\"badRequest\":{\"message\":\"too long\"}}"));

    assertThatThrownBy(() -> api.disable(service, "x"))
        .isInstanceOf(OsplaneException.class)
        .hasMessageContaining("PUT /os-services/service-h1: the answer was 400 too long")
        .hasMessageNotContaining("secret-token");
  }

  @Test
  void forget_whenItIsGoneAlready_isHarmless() {
    CloudApi.Service service = api.services().get(0);
    api.forget(service);
    api.forget(service);

    assertThat(api.services()).isEmpty();
  }
}
