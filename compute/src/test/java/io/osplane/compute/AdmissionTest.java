package io.osplane.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.ComponentName;
import io.osplane.error.OsplaneException;
import io.osplane.error.RefusedException;
import io.osplane.plan.Phase;
import io.osplane.service.ApiServiceSpec;
import io.osplane.spi.Member.Answer;
import io.osplane.spi.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final String WAITS =
      "{'id':'s','host':'%s','state':'%s','status':'disabled',"
          + "'disabled_reason':'New compute service disabled due to config option.'}";
  private static final Admissions ALL = new Admissions(ComponentName.of("compute"));
  private final FakeSite site = new FakeSite();
  private final TrialCloud cloud = new TrialCloud();

  @BeforeEach
  void aHostThatWaits() {
    site.back = cloud;
    site.objects().add(Fixture.agent("compute", "h1", true));
    waits("up");
  }

  private void waits(String state) {
    cloud.services = "{'services':[" + WAITS.formatted("h1", state) + "]}";
  }

  private Admission one() {
    return Admission.of(Fixture.api(site).services(), Set.of(), Fixture.NOVA).get(0);
  }

  @Test
  void onboarding_isAnOptionOfNova() {
    ApiServiceSpec nova = new Nova().defaults();

    assertThat(Onboarding.AFTER_VERIFY.of(nova).config().get("DEFAULT"))
        .containsEntry("enable_new_services", "false");
    assertThat(new Nova().validate(Onboarding.AFTER_VERIFY.of(nova), Fixture.PLANE)).isEmpty();
    assertThat(Onboarding.ENABLED.of(Onboarding.AFTER_VERIFY.of(nova)).config().get("DEFAULT"))
        .containsEntry("enable_new_services", "true");
  }

  @Test
  void host_thatPasses_isEnabled_afterAServerOnExactlyThatHost() throws Exception {
    Admission one = one();
    assertThat(one.isSo(site)).isFalse();

    one.makeSo(site);

    assertThat(one.isSo(site)).isTrue();
    assertThat(cloud.console).startsWith("OSPLANE-");
    assertThat(cloud.sent).anySatisfy(s -> assertThat(s).contains("nova:h1", "osplane-verify-h1"));
    assertThat(cloud.left()).isEmpty();
  }

  /** Placement would keep a server from a host that it takes for disabled, also by its name. */
  @Test
  void host_thatIsTested_isOpenedForWhoNamesIt_andForNobodyElse() throws Exception {
    one().makeSo(site);

    assertThat(cloud.told).isEqualTo("{\"traits\":[\"HW_X\"],\"resource_provider_generation\":7}");
  }

  @Test
  void host_onWhichTheServerFails_waitsOn() {
    cloud.server = "'status':'ERROR','fault':{'message':'no CPU for you'}";
    Admission one = one();

    assertThatThrownBy(() -> one.makeSo(site)).hasMessageContaining("no CPU for you");
    assertThat(one.isSo(site)).isFalse();
    assertThat(cloud.left()).isEmpty();
  }

  @Test
  void host_thatIsInTheNetworkOnlySoon_isWaitedFor() throws Exception {
    cloud.agents = "[]";
    site.cloud.turns.add(() -> cloud.agents = "[{'agent_type':'OVN','alive':false}]");
    site.cloud.turns.add(() -> cloud.agents = "[{'agent_type':'OVN','alive':true}]");

    one().makeSo(site);

    assertThat(site.waits())
        .extracting(Verdict.NotYet::why)
        .startsWith("Neutron knows no agent there", "OVN does not report");
  }

  @Test
  void deployment_inWhichImagesComeLater_waitsForThem() throws Exception {
    FakeSite.Back whole = site.back;
    site.back =
        (service, method, path, headers, body) ->
            service.equals("glance")
                ? new Answer(503, Map.of(), "")
                : whole.answer(service, method, path, headers, body);
    site.cloud.turns.add(() -> site.back = whole);

    ALL.makeSo(site);

    assertThat(site.waits().get(0).why()).contains("503");
    assertThat(ALL.isSo(site)).isTrue();
  }

  @Test
  void host_thatDoesNotReport_isNotTested() {
    waits("down");

    assertThatThrownBy(() -> one().makeSo(site))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("h1");
    assertThat(cloud.things).isEmpty();
  }

  @Test
  void host_thatAPersonDisabled_isNoneThatWaits() {
    cloud.services =
        "{'services':[{'id':'s','host':'h1','status':'disabled','disabled_reason':'x'}]}";

    assertThat(Admission.of(Fixture.api(site).services(), Set.of(), Fixture.NOVA)).isEmpty();
    assertThat(ALL.isSo(site)).isTrue();
  }

  @Test
  void hostsOfADeployment_areTestedAfterTheirArrival() throws Exception {
    assertThat(ALL.task(Phase.FOLLOW).phase()).isEqualTo(Phase.FOLLOW);
    assertThat(ALL.task(Phase.EXPAND).needs().tasks()).containsExactly("arrival");
    assertThat(ALL.isSo(site)).isFalse();

    ALL.makeSo(site);

    assertThat(ALL.isSo(site)).isTrue();
  }

  @Test
  void deployment_ofWhichNoHostPasses_fails_andSaysWhyOfEach() {
    cloud.server = "'status':'ERROR','fault':{'message':'no CPU for you'}";

    assertThatThrownBy(() -> ALL.makeSo(site))
        .isInstanceOf(OsplaneException.class)
        .hasMessageContaining("host h1")
        .hasMessageContaining("no CPU for you");
  }

  @Test
  void deployment_ofWhichSomePass_goesOn_andTellsOfTheOthers() throws Exception {
    site.objects().add(Fixture.agent("compute", "h2", true));
    cloud.services =
        "{'services':[" + WAITS.formatted("h1", "down") + "," + WAITS.formatted("h2", "up") + "]}";

    ALL.makeSo(site);

    assertThat(site.said()).singleElement().asString().contains("host h1", "does not report");
  }

  @Test
  void hostsOfOthers_areNotOurs() {
    site.objects().clear();
    site.objects().add(Fixture.agent("others", "h1", true));

    assertThat(ALL.isSo(site)).isTrue();
    assertThat(Admissions.fakes(List.of(Fixture.fake("f", 3)))).containsExactly("f-fake-3");
  }
}
