package io.osplane.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.osplane.error.OsplaneException;
import io.osplane.error.RefusedException;
import io.osplane.plan.Phase;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Member.Answer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FarewellTest {
  private static final CloudApi.Service AWAY =
      new CloudApi.Service("s1", "nova-compute", "h1", false, true, true, "");
  private static final CloudApi.Service UP =
      new CloudApi.Service("s1", "nova-compute", "h1", true, true, true, "");
  private final FakeSite site = new FakeSite();

  @BeforeEach
  void twoHosts() {
    site.cloud.service("h1");
    site.cloud.service("h2");
    site.cloud.agent("chassis-1", "h1");
    site.cloud.agent("metadata-1", "h1");
    site.cloud.agent("chassis-2", "h2");
  }

  @Test
  void check_whenServersAreOnIt_namesThem() {
    RefusedException e = refusal(AWAY, Map.of(), guest("a"), guest("b"));

    assertThat(e.problem()).contains("remove host h1", "name-of-a a", "name-of-b b");
    assertThat(e.remedy()).contains("Drain the host", "stopped");
  }

  @Test
  void check_whileAResizeFromThereIsNotOver_namesTheServer_andSaysWhatThatNeeds() {
    RefusedException e = refusal(AWAY, Map.of(), new Guest("a", "big", "h2", "VERIFY_RESIZE", ""));

    assertThat(e.problem()).contains("remove host h1", "resized from it", "big a");
    assertThat(e.remedy()).contains("Confirm or revert", "label");
  }

  @Test
  void check_whenItsNodeStillHasTheAgentsPod_asksForTheLabel() {
    RefusedException e = refusal(AWAY, Map.of("h1", false));

    assertThat(e.problem()).contains("remove host h1", "agent runs on it");
    assertThat(e.remedy()).contains("label osplane.io/host.PLANE");
  }

  @Test
  void check_whileTheAgentStillReports_asksForPatience() {
    RefusedException e = refusal(UP, Map.of());

    assertThat(e.problem()).contains("remove host h1", "within the last minute");
    assertThat(e.remedy()).isEqualTo("Try again in a minute");
  }

  @Test
  void check_whileAMigrationIsNotOver_namesTheServer_andSaysWhatIsLeftForEver() {
    RefusedException e =
        catchThrowableOfType(
            RefusedException.class,
            () -> Farewell.check(AWAY, new TreeMap<>(), List.of(), List.of("a is running")));

    assertThat(e.problem()).contains("remove host h1", "not over", "a is running");
    assertThat(e.remedy()).contains("Wait", "table migrations");
  }

  @Test
  void unfinished_areThoseThatNovaDoesNotTakeForOver() {
    site.cloud.server("a", "h1", "ACTIVE");
    site.cloud.server("b", "h1", "ACTIVE");
    assertThat(site.cloud.migrate("a").status()).isEqualTo(202);
    assertThat(site.cloud.migrate("b").status()).isEqualTo(202);
    site.cloud.end("completed");

    assertThat(CloudApi.as(site, HostBook.user(Fixture.NOVA)).servers().unfinished("h1"))
        .containsExactly("a is queued");
  }

  @Test
  void check_whenAllIsGone_letsItGo_whateverOtherHostsDo() {
    assertThatCode(() -> check(AWAY, Map.of("h2", true))).doesNotThrowAnyException();
  }

  @Test
  void task_isTheLastAndCannotBeTakenBack() {
    Act task = new Farewell(AWAY, Fixture.NOVA).task();

    assertThat(task.phase()).isEqualTo(Phase.CONTRACT);
    assertThat(task.undo()).isEqualTo(Undo.NEVER);
    assertThat(task.summary()).contains("h1");
    assertThat(task.key()).isEqualTo(Map.of("host", "h1", "service", "s1"));
  }

  @Test
  void makeSo_forgetsTheHostEverywhere_andNoOther() {
    Act.Action farewell = farewell();
    assertThat(farewell.isSo(site)).isFalse();

    assertThatCode(() -> farewell.makeSo(site)).doesNotThrowAnyException();

    assertThat(farewell.isSo(site)).isTrue();
    assertThat(site.cloud.services).containsOnlyKeys("service-h2");
    assertThat(site.cloud.agents).containsOnlyKeys("chassis-2");
  }

  @Test
  void makeSo_whenItIsSoAlready_isHarmless() throws Exception {
    Act.Action farewell = farewell();
    farewell.makeSo(site);

    assertThatCode(() -> farewell.makeSo(site)).doesNotThrowAnyException();
  }

  @Test
  void makeSo_whenNeutronRefuses_leavesNovaForTheNextTry() throws Exception {
    Act.Action farewell = farewell();
    String refused = "{\"NeutronError\":{\"message\":\"the agent is alive\"}}";
    site.cloud.instead.put("DELETE neutron", new Answer(409, Map.of(), refused));

    assertThatThrownBy(() -> farewell.makeSo(site))
        .isInstanceOf(OsplaneException.class)
        .hasMessageContaining("the agent is alive");
    assertThat(farewell.isSo(site)).isFalse();
    site.cloud.instead.clear();
    farewell.makeSo(site);
    assertThat(farewell.isSo(site)).isTrue();
  }

  @Test
  void makeSo_whileAResizeFromThereIsNotConfirmed_saysSo_andIsDoneLater() throws Exception {
    Act.Action farewell = farewell();
    String refused =
        "{\"conflictingRequest\":{\"message\":\"it has in-progress migrations as the source\"}}";
    site.cloud.instead.put("DELETE nova", new Answer(409, Map.of(), refused));

    assertThatThrownBy(() -> farewell.makeSo(site))
        .isInstanceOf(OsplaneException.class)
        .hasMessageContaining("in-progress migrations as the source")
        .satisfies(e -> assertThat(((OsplaneException) e).remedy()).isNotBlank());
    assertThat(farewell.isSo(site)).isFalse();
    site.cloud.instead.clear();
    farewell.makeSo(site);
    assertThat(farewell.isSo(site)).isTrue();
  }

  private Act.Action farewell() {
    return new Farewell(Fixture.service(site, "h1"), Fixture.NOVA);
  }

  private static Guest guest(String id) {
    return new Guest(id, "name-of-" + id, "h1", "SHUTOFF", "");
  }

  private static RefusedException refusal(
      CloudApi.Service service, Map<String, Boolean> agents, Guest... guests) {
    return catchThrowableOfType(RefusedException.class, () -> check(service, agents, guests));
  }

  private static void check(
      CloudApi.Service service, Map<String, Boolean> agents, Guest... guests) {
    List<Occupant> servers =
        Stream.of(guests).map(guest -> new Occupant(guest, 0, false, false, Set.of())).toList();
    Farewell.check(service, new TreeMap<>(agents), servers, List.of());
  }
}
