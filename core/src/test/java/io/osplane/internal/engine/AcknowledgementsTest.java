package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.error.InvalidSpecException;
import io.osplane.error.Violation;
import io.osplane.plan.Plan;
import io.osplane.spi.Needs;
import io.osplane.spi.SpecRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(90)
class AcknowledgementsTest {
  private static final SpecRule SLOW = SpecRule.warning("R39", "is slow", "kvm");
  private static final SpecRule DEAR = SpecRule.warning("R74", "is dear", "fewer");
  private static final SpecRule DEAD = SpecRule.error("R44", "does not start", "raw images");
  private static final ControlPlaneSpec SPEC = Given.spec(TestSpec.of("db"));

  private static TestComponent db(SpecRule... broken) {
    TestComponent db = TestComponent.of("db").rules(SLOW, DEAR, DEAD);
    for (SpecRule rule : broken) {
      db.violating(rule.at("mode"));
    }
    return db.recipe(Given.act("a", Needs.none()));
  }

  private static ControlPlaneSpec acknowledging(String... rules) {
    ControlPlaneSpec.Builder spec = SPEC.toBuilder();
    List.of(rules).forEach(spec::acknowledging);
    return spec.build();
  }

  private static InvalidSpecException refusal(ControlPlaneSpec spec, TestComponent component) {
    try (ApiDouble api = new ApiDouble();
        ControlPlane cloud = Clouds.open(api, component)) {
      return catchThrowableOfType(InvalidSpecException.class, () -> cloud.deploy(spec).apply());
    }
  }

  @Test
  void warning_whenNotAcknowledged_refusesTheSpec_andSaysHowItIsAccepted() {
    InvalidSpecException e = refusal(SPEC, db(SLOW));

    assertThat(e.getMessage())
        .contains(
            "components[db].mode: is slow (warning R39); kvm,"
                + " or let the spec say acknowledging: [R39]");
    assertThat(e.remedy()).contains("acknowledge");
  }

  @Test
  void warning_whenAcknowledged_isNamedByThePlan_whichIsCarriedOut() {
    try (ApiDouble api = new ApiDouble();
        ControlPlane cloud = Clouds.open(api, db(SLOW))) {
      Plan plan = cloud.deploy(acknowledging("R39", "R74")).plan();

      assertThat(plan.acknowledged()).containsExactly(SLOW.at("mode").under("components[db]"));
      assertThat(plan.describe().lines())
          .containsOnlyOnce("  R39 components[db].mode: is slow")
          .noneMatch(line -> line.contains("R74"));
      assertThat(cloud.deploy(acknowledging("R39", "R74")).apply(Plan.fromJson(plan.toJson())))
          .isNotNull();
      assertThat(cloud.spec()).contains(acknowledging("R39", "R74"));
    }
  }

  @Test
  void warnings_whenOneIsNotAcknowledged_areRefusedForThatOneOnly() {
    assertThat(refusal(acknowledging("R39"), db(SLOW, DEAR)).violations())
        .extracting(Violation::rule)
        .containsExactly("R74");
  }

  @Test
  void error_whenAcknowledged_isRefusedTwice() {
    assertThat(refusal(acknowledging("R44"), db(DEAD)).violations())
        .containsExactly(
            new Violation(
                "acknowledging[R44]",
                "is an error, which cannot be acknowledged",
                "leave it out, and keep to the rule"),
            DEAD.at("mode").under("components[db]"));
  }

  @ParameterizedTest
  @CsvSource({
    "r39, R39",
    "R7, R74",
    "R740, R74",
    "'', 'one of [R39, R74]'",
    "virtType, 'one of [R39, R74]'"
  })
  void acknowledgement_ofNoRule_isAViolation_withTheNearestOne(String given, String right) {
    assertThat(refusal(acknowledging(given), db()).violations())
        .containsExactly(
            new Violation("acknowledging[" + given + "]", "is no rule with a warning", right));
  }

  @Test
  void acknowledgement_changesNothingThatIsRendered() {
    try (ApiDouble api = new ApiDouble();
        ControlPlane cloud = Clouds.open(api, db())) {
      assertThat(cloud.render(acknowledging("R39"))).isEqualTo(cloud.render(SPEC));
      assertThat(cloud.deploy(SPEC).apply()).isNotNull();

      assertThat(cloud.deploy(acknowledging("R39")).plan().steps()).isEmpty();
    }
  }

  static List<SpecRule> rules() {
    return List.of(SLOW, DEAD);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void rule_thatIsNewerThanWhatIsDeployed_leavesHealthAndHealAlone_andRefusesToDeployItAgain(
      SpecRule newer) {
    try (ApiDouble api = new ApiDouble()) {
      try (ControlPlane cloud = Clouds.open(api, db())) {
        assertThat(cloud.deploy(SPEC).apply()).isNotNull();
      }
      try (ControlPlane cloud = Clouds.open(api, db(newer))) {
        assertThat(cloud.health()).isNotNull();
        assertThat(cloud.heal().plan()).isNotNull();
        assertThat(
                catchThrowableOfType(InvalidSpecException.class, () -> cloud.deploy(SPEC).plan()))
            .isNotNull();
      }
    }
  }

  @Test
  void clash_isAViolationOfWhoseItIs_andSeesTheOthersOnly() {
    TestComponent db = TestComponent.of("db").rules(SLOW);
    db.clashing(others -> others.isEmpty() ? List.of() : List.of(SLOW.at("mode")));

    assertThat(refusal(SPEC.withComponent(TestSpec.named("db", "edge")), db).violations())
        .extracting(Violation::path)
        .containsExactly("components[db].mode", "components[edge].mode");
    try (ApiDouble api = new ApiDouble();
        ControlPlane cloud = Clouds.open(api, db)) {
      assertThat(cloud.deploy(SPEC).plan()).isNotNull();
    }
  }
}
