package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.error.OsplaneException;
import io.osplane.spi.Act;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Member.Answer;
import io.osplane.spi.Probe;
import io.osplane.spi.Provision;
import io.osplane.spi.Site;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RegistrationTest {
  private static final IdentityClaim HEAT =
      IdentityClaim.of("heat", "orchestration", "http://heat:8004/v1/%(project_id)s")
          .with(
              new IdentityClaim.Further(
                  new TreeMap<>(Map.of("cloudformation", "http://heat-cfn:8000/v1")),
                  List.of("stacker"),
                  "heat"));
  private static final IdentityClaim GLANCE =
      IdentityClaim.of("glance", "image", "http://glance:9292");
  private final FakeKeystone keystone = new FakeKeystone();
  private final FakeSite site = new FakeSite(keystone);

  private static Act.Action registration(String url) {
    return registration(IdentityClaim.of("glance", "image", url));
  }

  private static Act.Action registration(IdentityClaim claim) {
    return Given.task(
            new Keystone().provide(claim, OpenStack.keystone(2), Given.PLANE).tasks(),
            Act.class,
            "identity-" + claim.account())
        .action();
  }

  @Test
  void makeSo_whenNothingIsThere_makesUserRolesAndThreeEndpoints() throws Exception {
    Act.Action action = registration("http://glance:9292");
    assertThat(action.isSo(site)).isFalse();
    action.makeSo(site);
    assertThat(action.isSo(site)).isTrue();
    assertThat(keystone.grants).hasSize(2);
    assertThat(urls())
        .containsExactly("http://glance:9292", "http://glance:9292", "http://glance:9292");
  }

  @Test
  void makeSo_whenAnotherRegistrationIsFirst_goesOnWithWhatThatMade() throws Exception {
    FakeSite racing =
        new FakeSite(
            (method, path, headers, body) -> {
              Answer answer = keystone.answer(method, path, headers, body);
              boolean isFirst = method.equals("POST") && path.matches("/v3/(projects|roles)");
              return isFirst ? new Answer(409, Map.of(), "") : answer;
            });

    Act.Action action = registration("http://glance:9292");
    action.makeSo(racing);

    assertThat(keystone.collection("projects")).hasSize(2);
    assertThat(action.isSo(racing)).isTrue();
  }

  @Test
  void makeSo_whenAllIsThere_makesNothingTwice() throws Exception {
    registration("http://glance:9292").makeSo(site);
    String before = keystone.entities.toString();
    site.requests.clear();
    registration("http://glance:9292").makeSo(site);
    assertThat(keystone.entities).hasToString(before);
    assertThat(site.requests).noneMatch(r -> r.startsWith("PATCH"));
    assertThat(site.requests)
        .filteredOn(r -> r.startsWith("POST"))
        .allMatch(r -> r.endsWith("/v3/auth/tokens"));
  }

  @Test
  void makeSo_whenTheUrlChanged_changesTheEndpointsInPlace() throws Exception {
    registration("http://old:9292").makeSo(site);
    Act.Action action = registration("http://new:9292");
    assertThat(action.isSo(site)).isFalse();
    action.makeSo(site);
    assertThat(action.isSo(site)).isTrue();
    assertThat(urls()).containsExactly("http://new:9292", "http://new:9292", "http://new:9292");
  }

  @Test
  void makeSo_whenThePasswordIsAnother_setsIt() throws Exception {
    Act.Action action = registration("http://glance:9292");
    action.makeSo(site);
    keystone
        .collection("users")
        .values()
        .forEach(
            u -> {
              if (u.path("name").asText().equals("glance")) {
                u.put("password", "by hand");
              }
            });
    assertThat(action.isSo(site)).isFalse();
    action.makeSo(site);
    assertThat(action.isSo(site)).isTrue();
    assertThat(keystone.collection("users")).hasSize(2);
  }

  @Test
  void makeSo_whenARunBrokeOff_completesIt() throws Exception {
    for (int limit = 1; limit < 25; limit++) {
      FakeKeystone half = brokenOff(registration("http://glance:9292"), limit);
      assertThat(half.collection("endpoints")).hasSize(3);
      assertThat(half.collection("users")).hasSize(2);
    }
  }

  @Test
  void makeSo_ofAServiceThatMakesUsers_whenARunBrokeOff_completesIt() throws Exception {
    for (int limit = 1; limit < 45; limit++) {
      FakeKeystone half = brokenOff(registration(HEAT), limit);
      assertThat(half.collection("endpoints")).hasSize(6);
      assertThat(half.collection("users")).hasSize(3);
      assertThat(half.collection("domains")).hasSize(1);
    }
  }

  /** What there is after a run that ended after so many requests, and a whole one. */
  private static FakeKeystone brokenOff(Act.Action action, int limit) throws Exception {
    FakeKeystone half = new FakeKeystone();
    int[] left = {limit};
    FakeSite breaking =
        new FakeSite(
            (method, path, headers, body) ->
                left[0]-- > 0 ? half.answer(method, path, headers, body) : FakeSite.unreachable());
    try {
      action.makeSo(breaking);
    } catch (OsplaneException cut) {
      assertThat(cut).hasMessageNotContaining("value-of");
    }
    FakeSite whole = new FakeSite(half);
    action.makeSo(whole);
    assertThat(action.isSo(whole)).isTrue();
    return half;
  }

  @Test
  void makeSo_whenThereIsNoType_makesNoCatalogueEntry() throws Exception {
    Act.Action action = registration(IdentityClaim.of("heat"));
    action.makeSo(site);
    assertThat(action.isSo(site)).isTrue();
    assertThat(keystone.collection("services")).isEmpty();
  }

  @Test
  void retirement_barsTheUserAndUnlistsTheService_andClaimingAgainBringsBothBack()
      throws Exception {
    Act.Action registration = registration("http://glance:9292");
    Act.Action retirement = retirement(GLANCE);
    assertThat(retirement.isSo(site)).isTrue();
    registration.makeSo(site);
    assertThat(retirement.isSo(site)).isFalse();

    retirement.makeSo(site);

    assertThat(retirement.isSo(site)).isTrue();
    assertThat(registration.isSo(site)).isFalse();
    assertThat(keystone.collection("services")).isEmpty();
    assertThat(keystone.collection("endpoints")).isEmpty();
    assertThat(keystone.collection("users")).hasSize(2);
    registration.makeSo(site);
    assertThat(registration.isSo(site)).isTrue();
  }

  @Test
  void retirement_whenAnotherRegionIsListed_leavesItThere() throws Exception {
    registration("http://glance:9292").makeSo(site);
    keystone.collection("endpoints").values().iterator().next().put("region_id", "Elsewhere");

    retirement(GLANCE).makeSo(site);

    assertThat(keystone.collection("services")).hasSize(1);
    assertThat(keystone.collection("endpoints")).hasSize(1);
  }

  private static List<Act> retirements(IdentityClaim claim) {
    return new Keystone()
        .provide(claim, OpenStack.keystone(2), Given.PLANE).retirement().stream()
            .map(Act.class::cast)
            .toList();
  }

  /** All that takes a claim back. */
  private static Act.Action retirement(IdentityClaim claim) {
    List<Act> all = retirements(claim);
    return new Act.Action() {
      @Override
      public boolean isSo(Probe probe) {
        return all.stream().allMatch(act -> act.action().isSo(probe));
      }

      @Override
      public void makeSo(Site to) throws InterruptedException {
        for (Act act : all) {
          act.action().makeSo(to);
        }
      }
    };
  }

  @Test
  void epoch_ofAUser_hasAnotherUserBesideTheFirst_inTheSameEntry() throws Exception {
    registration(GLANCE).makeSo(site);
    Act.Action second = registration(GLANCE.withEpoch(2));
    assertThat(second.isSo(site)).isFalse();

    second.makeSo(site);

    assertThat(second.isSo(site)).isTrue();
    assertThat(registration(GLANCE).isSo(site)).as("the first is valid as well").isTrue();
    assertThat(users()).containsExactly("admin", "glance", "glance.2");
    assertThat(keystone.collection("services")).hasSize(1);
  }

  @Test
  void retirement_ofAnEpoch_barsItsUserAlone_andSharesTheRestWithTheNext() throws Exception {
    IdentityClaim second = GLANCE.withEpoch(2);
    registration(GLANCE).makeSo(site);
    registration(second).makeSo(site);
    assertThat(retirements(GLANCE)).extracting(Act::name).contains("retire-glance");
    assertThat(retirements(second))
        .extracting(Act::name)
        .containsExactly("retire-glance.2", "unlist-glance")
        .contains(retirements(GLANCE).get(1).name());

    retirements(GLANCE).get(0).action().makeSo(site);

    assertThat(registration(GLANCE).isSo(site)).isFalse();
    assertThat(registration(second).isSo(site)).isTrue();
  }

  /** Stacks are trusted to a user by its id. */
  @Test
  void epoch_ofAServiceThatMakesUsers_leavesItsUsers_withOtherPasswords() throws Exception {
    registration(HEAT).makeSo(site);
    List<String> before = users();

    registration(HEAT.withEpoch(2)).makeSo(site);

    assertThat(users()).isEqualTo(before);
    assertThat(registration(HEAT.withEpoch(2)).isSo(site)).isTrue();
    assertThat(registration(HEAT).isSo(site)).isFalse();
    assertThat(retirements(HEAT.withEpoch(2)))
        .extracting(Act::name)
        .isEqualTo(retirements(HEAT).stream().map(Act::name).toList());
    registration(HEAT).makeSo(site);
    assertThat(registration(HEAT).isSo(site)).as("taken back").isTrue();
  }

  private List<String> users() {
    return keystone.collection("users").values().stream()
        .map(user -> user.path("name").asText())
        .toList();
  }

  @Test
  void makeSo_ofAServiceThatMakesUsers_makesItsDomainRolesAndEveryEntry() throws Exception {
    Act.Action action = registration(HEAT);
    assertThat(action.isSo(site)).isFalse();

    action.makeSo(site);

    assertThat(action.isSo(site)).isTrue();
    assertThat(keystone.collection("domains").values())
        .extracting(d -> d.path("name").asText())
        .containsExactly("heat");
    assertThat(keystone.collection("users").values())
        .filteredOn(u -> u.path("name").asText().equals("heat_domain_admin"))
        .singleElement()
        .satisfies(u -> assertThat(u.path("domain_id").asText()).startsWith("domains"))
        .satisfies(
            u ->
                assertThat(u.path("password").asText()).isEqualTo("value-of-keystone-domain-heat"));
    assertThat(keystone.grants).anyMatch(grant -> grant.startsWith("domains"));
    assertThat(keystone.collection("services").values())
        .extracting(s -> s.path("type").asText())
        .containsExactlyInAnyOrder("orchestration", "cloudformation");
    keystone.collection("roles").values().removeIf(r -> r.path("name").asText().equals("stacker"));
    assertThat(action.isSo(site)).isFalse();
  }

  @Test
  void retirement_ofAServiceThatMakesUsers_barsItsDomain_andClaimingAgainBringsItBack()
      throws Exception {
    Act.Action registration = registration(HEAT);
    Act.Action retirement = retirement(HEAT);
    registration.makeSo(site);
    assertThat(retirement.isSo(site)).isFalse();

    retirement.makeSo(site);

    assertThat(retirement.isSo(site)).isTrue();
    assertThat(keystone.collection("domains").values())
        .allMatch(domain -> !domain.path("enabled").asBoolean(true));
    assertThat(keystone.collection("services")).isEmpty();
    registration.makeSo(site);
    assertThat(registration.isSo(site)).isTrue();
    assertThat(keystone.collection("domains")).hasSize(1);
  }

  @Test
  void registration_ofAnUrlWithTheProject_isSoForTheUrlThatKeystoneMakesOfIt() throws Exception {
    Act.Action action = registration(IdentityClaim.of("x", "x", "http://x/v1/%(project_id)s"));

    action.makeSo(site);

    assertThat(action.isSo(site)).isTrue();
    assertThat(urls()).containsOnly("http://x/v1/%(project_id)s");
  }

  @Test
  void provision_ofAnAddress_makesNoUser() {
    Provision<?> provision =
        new Keystone()
            .provide(IdentityClaim.address("horizon"), OpenStack.keystone(2), Given.PLANE);

    assertThat(provision.tasks()).isEmpty();
    assertThat(provision.retirement()).isEmpty();
    assertThat(((IdentityClaim.Binding) provision.binding()).authUrl())
        .isEqualTo("http://keystone.cloud.svc:5000");
  }

  @Test
  void makeSo_whenKeystoneRefuses_saysWhatWasAskedButNoSecret() {
    FakeSite refusing =
        new FakeSite(
            (method, path, headers, body) ->
                path.startsWith("/v3/users") && method.equals("POST")
                    ? new Answer(
                        400,
                        Map.of(),
                        "{\"error\":{\"title\":\"Bad Request\",\"message\":\"value-of-x\"}}")
                    : keystone.answer(method, path, headers, body));
    assertThatThrownBy(() -> registration("http://glance:9292").makeSo(refusing))
        .isInstanceOf(OsplaneException.class)
        .hasMessageContaining("POST /v3/users: Keystone answered 400 Bad Request")
        .hasMessageNotContaining("value-of");
  }

  private List<String> urls() {
    return keystone.collection("endpoints").values().stream()
        .map(e -> e.path("url").asText())
        .toList();
  }
}
