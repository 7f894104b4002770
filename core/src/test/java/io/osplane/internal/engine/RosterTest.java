package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import io.osplane.ControlPlaneSpec;
import io.osplane.Release;
import io.osplane.SecretRef;
import io.osplane.error.InvalidSpecException;
import io.osplane.error.Violation;
import io.osplane.spi.Capability;
import io.osplane.spi.DatabaseClaim;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.MetadataClaim;
import io.osplane.spi.Provision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RosterTest {
  private static final ComponentName GLANCE = ComponentName.of("glance");

  /** The spec of another component. */
  record OtherSpec(String kind, ComponentName name, int replicas) implements ComponentSpec {
    @Override
    public OtherSpec withReplicas(int members) {
      return new OtherSpec(kind, name, members);
    }
  }

  @Test
  void spec_whenEmpty_isAViolation() {
    assertThat(violations(Given.spec(), Set.of())).containsExactly("components: is empty");
  }

  @Test
  void spec_whenTheReleaseIsUnknown_namesTheKnownOnes() {
    ControlPlaneSpec spec =
        ControlPlaneSpec.builder()
            .release(Release.of("2019.2"))
            .component(TestSpec.of("db"))
            .build();

    assertThat(failure(spec, Set.of(), TestComponent.of("db")).violations())
        .containsExactly(
            new Violation("release", "unknown release 2019.2", "one of " + Releases.KNOWN));
  }

  @Test
  void spec_whenTwoHaveOneName_isAViolation() {
    ControlPlaneSpec spec = Given.spec(TestSpec.of("db"), TestSpec.named("db", "db"));

    assertThat(violations(spec, Set.of(), TestComponent.of("db")))
        .containsExactly("components[db]: the name is there twice");
  }

  @Test
  void component_whenItsJarIsMissing_namesTheArtifact() {
    InvalidSpecException e =
        failure(
            Given.spec(TestSpec.of("keystone"), TestSpec.of("galera"), TestSpec.of("unheard-of")),
            Set.of());

    assertThat(e.violations())
        .extracting(Violation::path, Violation::expected)
        .containsExactly(
            tuple("components[keystone]", "put io.osplane:osplane-openstack on the class path"),
            tuple("components[galera]", "put io.osplane:osplane-galera on the class path"),
            tuple(
                "components[unheard-of]",
                "put a jar with a component of kind 'unheard-of' on the class path"));
  }

  @Test
  void component_whenItsSpecIsOfAnotherType_namesBothTypes() {
    ControlPlaneSpec spec =
        ControlPlaneSpec.builder()
            .component(new OtherSpec("db", ComponentName.of("db"), 1))
            .build();

    assertThat(failure(spec, Set.of(), TestComponent.of("db")).violations())
        .containsExactly(new Violation("components[db]", "is a OtherSpec", "a TestSpec"));
  }

  @Test
  void component_whenItFindsSomethingWrong_hasThePathOfTheWhole() {
    TestComponent picky =
        TestComponent.of("db").violating(new Violation("replicas", "is even", "an odd number"));

    assertThat(violations(Given.spec(TestSpec.of("db")), Set.of(), picky))
        .containsExactly("components[db].replicas: is even");
  }

  @Test
  void component_whenItWasDeployedAndIsMissing_isAViolation() {
    assertThat(violations(Given.spec(TestSpec.of("db")), Set.of(GLANCE), TestComponent.of("db")))
        .containsExactly("components[glance]: is deployed and missing from the spec");
  }

  @Test
  void component_whenItIsRemoved_mayBeMissing() {
    ControlPlaneSpec spec =
        ControlPlaneSpec.builder().component(TestSpec.of("db")).removing(GLANCE).build();

    Roster roster =
        Roster.of(spec, Given.PLANE, Given.kinds(List.of(TestComponent.of("db"))), Set.of(GLANCE));

    assertThat(roster.entries()).extracting(e -> e.name().value()).containsExactly("db");
  }

  @Test
  void component_whenItGoesAndIsStillClaimed_isAViolationOfTheClaimer() {
    ControlPlaneSpec spec =
        Given.spec(TestSpec.of("db"), TestSpec.of("user")).without(ComponentName.of("db"));

    assertThat(violations(spec, Set.of(ComponentName.of("db")), database("db"), user("user")))
        .containsExactly("components[user]: claims DATABASE 'users', which nobody provides");
  }

  @Test
  void claim_whenTwoProvideIt_namesBoth() {
    ControlPlaneSpec spec =
        Given.spec(TestSpec.of("db"), TestSpec.named("db", "db-two"), TestSpec.of("user"));

    assertThat(violations(spec, Set.of(), database("db"), user("user")))
        .containsExactly("components[user]: claims DATABASE 'users', which [db, db-two] provide");
  }

  @Test
  void claim_whenTwoProvideIt_inWhatIsDeployed_isAnsweredByTheFirst() {
    ControlPlaneSpec spec =
        Given.spec(TestSpec.of("db"), TestSpec.named("db", "db-two"), TestSpec.of("user"));

    Roster standing =
        Roster.standing(
            spec, Given.PLANE, Given.kinds(Arrays.asList(database("db"), user("user"))));

    assertThat(standing.provider(DatabaseClaim.of("users")).name())
        .isEqualTo(ComponentName.of("db"));
  }

  @Test
  void claim_whenNobodyProvidesIt_namesTheKindsThatWould() {
    ControlPlaneSpec spec = Given.spec(TestSpec.of("user"));

    assertThat(failure(spec, Set.of(), database("db"), user("user")).violations())
        .extracting(Violation::expected)
        .containsExactly("add a component that provides DATABASE: of kind db");
  }

  @Test
  void claim_whenItIsOptional_isMadeOnlyWhereSomebodyProvidesIt() {
    MetadataClaim claim = MetadataClaim.of("user");
    TestComponent user = TestComponent.of("user").claims(claim);
    MetadataClaim.Binding binding = new MetadataClaim.Binding("h", 1, SecretRef.of("s", "k"));
    TestComponent nova =
        TestComponent.of("nova")
            .provides(Capability.METADATA, c -> new Provision<>(binding, List.of()));

    Roster alone = roster(Given.spec(TestSpec.of("user")), user, nova);
    assertThat(alone.claims(alone.entries().get(0))).isEmpty();
    assertThat(alone.answer(claim)).isNull();

    Roster both = roster(Given.spec(TestSpec.of("nova"), TestSpec.of("user")), user, nova);
    assertThat(both.claims(both.entries().get(1))).isEqualTo(List.of(claim));
    assertThat(both.answer(claim)).isEqualTo(binding);
  }

  @Test
  void claim_whenItsProviderRefusesIt_isAViolationOfTheClaimer() {
    TestComponent db =
        database("db").refusing(new Violation("config", "asks too much", "ask for less"));
    ControlPlaneSpec spec = Given.spec(TestSpec.of("db"), TestSpec.of("user"));

    assertThat(violations(spec, Set.of(), db, user("user")))
        .containsExactly("components[user].config: asks too much");
  }

  @Test
  void claims_thatTogetherAreTooMuch_areAViolationOfTheProvider_whichSeesItsOwnOnly() {
    List<String> seen = new ArrayList<>();
    TestComponent db =
        database("db")
            .judging(
                asked -> {
                  asked.forEach(claim -> seen.add(claim.name()));
                  return asked.size() > 1
                      ? List.of(new Violation("mode", "is too small", "a larger one"))
                      : List.of();
                });
    TestComponent user =
        TestComponent.of("user").claims(DatabaseClaim.of("a"), DatabaseClaim.of("b"));
    TestComponent other = TestComponent.of("other").claims(DatabaseClaim.of("c").from("two"));
    ControlPlaneSpec spec =
        Given.spec(
            TestSpec.named("db", "one"),
            TestSpec.named("db", "two"),
            TestSpec.of("other"),
            TestSpec.of("user"));

    assertThat(
            violations(spec, Set.of(), db, other, user.claims(DatabaseClaim.of("d").from("two"))))
        .filteredOn(text -> text.contains(".mode"))
        .containsExactly("components[two].mode: is too small");
    assertThat(seen).as("whose provider is not clear are nobody's").containsExactly("c", "d");
  }

  private static Roster roster(ControlPlaneSpec spec, TestComponent... components) {
    return Roster.of(spec, Given.PLANE, Given.kinds(List.of(components)), Set.of());
  }

  @Test
  void claim_whenItSaysFromWhich_isAnsweredByThatOne() {
    TestComponent user = TestComponent.of("user").claims(DatabaseClaim.of("users").from("db-two"));
    ControlPlaneSpec spec =
        Given.spec(TestSpec.of("db"), TestSpec.named("db", "db-two"), TestSpec.of("user"));

    Roster roster =
        Roster.of(spec, Given.PLANE, Given.kinds(List.of(database("db"), user)), Set.of());

    assertThat(roster.provider(DatabaseClaim.of("users").from("db-two")).name())
        .hasToString("db-two");
  }

  @Test
  void claim_whenItIsFromAMissingOne_namesIt() {
    TestComponent user = TestComponent.of("user").claims(DatabaseClaim.of("users").from("cell9"));
    ControlPlaneSpec spec = Given.spec(TestSpec.of("db"), TestSpec.of("user"));

    assertThat(failure(spec, Set.of(), database("db"), user).violations())
        .containsExactly(
            new Violation(
                "components[user]",
                "claims DATABASE 'users', which nobody provides",
                "add component cell9 that provides it"));
  }

  @Test
  void claim_whenTheNamedOneGivesSomethingElse_isAViolation() {
    TestComponent user = TestComponent.of("user").claims(DatabaseClaim.of("users").from("user"));
    ControlPlaneSpec spec = Given.spec(TestSpec.of("db"), TestSpec.of("user"));

    assertThat(violations(spec, Set.of(), database("db"), user))
        .containsExactly("components[user]: claims DATABASE 'users', which nobody provides");
  }

  @Test
  void violations_ofEveryKind_areToldAtOnce() {
    ControlPlaneSpec spec =
        ControlPlaneSpec.builder()
            .release(Release.of("2011.1"))
            .components(
                List.of(
                    TestSpec.of("db"),
                    TestSpec.named("db", "db"),
                    TestSpec.named("db", "db-two"),
                    TestSpec.of("nowhere"),
                    TestSpec.of("user")))
            .build();
    TestComponent picky =
        user("user")
            .claims(IdentityClaim.of("x"))
            .violating(new Violation("replicas", "is 0", "1"));

    InvalidSpecException e = failure(spec, Set.of(GLANCE), database("db"), picky);

    assertThat(e.violations())
        .extracting(Violation::path)
        .containsExactlyInAnyOrder(
            "release",
            "components[db]",
            "components[nowhere]",
            "components[user].replicas",
            "components[user]",
            "components[user]",
            "components[glance]");
    assertThat(e.getMessage())
        .startsWith("the spec has 7 violations")
        .contains(e.violations().stream().map(Violation::toString).toList());
  }

  private static TestComponent database(String kind) {
    return TestComponent.of(kind)
        .provides(Capability.DATABASE, claim -> new Provision<>("", List.of()));
  }

  private static TestComponent user(String kind) {
    return TestComponent.of(kind).claims(DatabaseClaim.of("users"));
  }

  private static List<String> violations(
      ControlPlaneSpec spec, Set<ComponentName> before, TestComponent... components) {
    return failure(spec, before, components).violations().stream()
        .map(v -> v.path() + ": " + v.problem())
        .collect(Collectors.toList());
  }

  private static InvalidSpecException failure(
      ControlPlaneSpec spec, Set<ComponentName> before, TestComponent... components) {
    return catchThrowableOfType(
        InvalidSpecException.class,
        () -> Roster.of(spec, Given.PLANE, Given.kinds(Arrays.asList(components)), before));
  }
}
