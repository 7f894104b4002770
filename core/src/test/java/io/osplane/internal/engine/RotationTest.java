package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.osplane.ComponentName;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.SecretRef;
import io.osplane.plan.Phase;
import io.osplane.plan.Plan;
import io.osplane.plan.Step;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Capability;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.DatabaseClaim;
import io.osplane.spi.Generate;
import io.osplane.spi.Needs;
import io.osplane.spi.Provision;
import io.osplane.spi.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A claim's epoch rises by one: the provider gives a second credential, the consumers roll to it,
 * the provider drops the first. The replicas of the test's spec stand for the epoch.
 */
@Timeout(60)
class RotationTest {
  private final ApiDouble api = new ApiDouble();
  private final List<String> acted = new CopyOnWriteArrayList<>();
  private final Set<Integer> valid = new ConcurrentSkipListSet<>();
  private volatile int used;
  private volatile String crash = "";

  /** A claim as the provider and its consumers see it at one time. */
  private record EpochClaim(int epoch) implements Claim<DatabaseClaim.Binding> {
    @Override
    public Capability<DatabaseClaim.Binding> capability() {
      return Capability.DATABASE;
    }

    @Override
    public String name() {
      return "users";
    }

    @Override
    public Optional<ComponentName> from() {
      return Optional.empty();
    }
  }

  @AfterEach
  void end() {
    api.close();
  }

  @Test
  void rotation_isPlanned_secondCredentialThenConsumersThenTheFirstGoes() {
    try (ControlPlane cloud = open(1)) {
      assertThat(cloud.deploy(spec(1)).apply()).isNotNull();
    }
    try (ControlPlane cloud = open(2)) {
      Plan plan = cloud.deploy(spec(2)).plan();

      assertThat(plan.steps())
          .extracting(s -> s.phase() + " " + s.id())
          .containsExactly(
              "EXPAND db/db-users-2",
              "EXPAND db/account-users",
              "FOLLOW web/roll",
              "CONTRACT db/drop-users");
      assertThat(plan.pointOfNoReturn()).map(Step::id).contains("db/drop-users");
      assertThat(plan.describe()).contains("No way back after db/drop-users: Drop epochs below 2.");
    }
  }

  @Test
  void rotation_isCarriedOutInThatOrder_andOnce() {
    try (ControlPlane cloud = open(1)) {
      assertThat(cloud.deploy(spec(1)).apply()).isNotNull();
    }
    acted.clear();
    try (ControlPlane cloud = open(2)) {
      assertThat(cloud.deploy(spec(2)).apply()).isNotNull();
      assertThat(acted).containsExactly("give 2", "roll 2", "drop below 2");
      assertThat(cloud.deploy(spec(2)).plan().isEmpty()).isTrue();
    }
    assertThat(valid).containsExactly(2);
  }

  static List<String> crashes() {
    return List.of(
        "before give", "after give", "before roll", "after roll", "before drop", "after drop");
  }

  @ParameterizedTest
  @MethodSource("crashes")
  void rotation_whenItCrashes_isGoneOnWithByApplyingAgain(String where) {
    try (ControlPlane cloud = open(1)) {
      assertThat(cloud.deploy(spec(1)).apply()).isNotNull();
    }
    crash = where;
    try (ControlPlane cloud = open(2)) {
      assertThat(catchThrowable(() -> cloud.deploy(spec(2)).apply()))
          .hasMessageContaining("crash " + where);
    }
    crash = "";

    try (ControlPlane cloud = open(2)) {
      assertThat(cloud.deploy(spec(2)).apply()).isNotNull();
      assertThat(cloud.deploy(spec(2)).plan().isEmpty()).isTrue();
    }

    assertThat(used).isEqualTo(2);
    assertThat(valid).containsExactly(2);
  }

  @ParameterizedTest
  @MethodSource("crashes")
  void rotation_whenItCrashed_canBeTakenBackUntilThePointOfNoReturn(String where) {
    try (ControlPlane cloud = open(1)) {
      assertThat(cloud.deploy(spec(1)).apply()).isNotNull();
    }
    crash = where;
    try (ControlPlane cloud = open(2)) {
      assertThat(catchThrowable(() -> cloud.deploy(spec(2)).apply())).isNotNull();
    }
    crash = "";

    try (ControlPlane cloud = open(1)) {
      assertThat(cloud.deploy(spec(1)).apply()).isNotNull();
    }

    assertThat(used).isEqualTo(1);
    assertThat(valid).contains(1);
  }

  private static ControlPlaneSpec spec(int epoch) {
    return Given.spec(TestSpec.of("db"), TestSpec.of("web").withReplicas(epoch));
  }

  private ControlPlane open(int epoch) {
    TestComponent db =
        TestComponent.of("db").provides(Capability.DATABASE, c -> answer(((EpochClaim) c).epoch()));
    EpochClaim claim = new EpochClaim(epoch);
    TestComponent web =
        TestComponent.of("web").claims(claim).recipe(change -> consumer(change, claim));
    return Clouds.open(api, db, web);
  }

  private Provision<DatabaseClaim.Binding> answer(int epoch) {
    Generate password = Generate.password("db-users-" + epoch);
    DatabaseClaim.Binding binding =
        new DatabaseClaim.Binding("db", 3306, "users", "users-" + epoch, password.ref("password"));
    Act give =
        act(
            "account-users",
            Phase.EXPAND,
            Needs.tasks(password.name()),
            "Give epoch " + epoch,
            epoch,
            Undo.REAPPLY,
            () -> at("give", epoch, () -> valid.add(epoch)));
    Act drop =
        act(
            "drop-users",
            Phase.CONTRACT,
            Needs.none(),
            "Drop epochs below " + epoch,
            epoch,
            Undo.NEVER,
            () -> at("drop below", epoch, () -> valid.removeIf(e -> e < epoch)));
    return new Provision<>(binding, List.of(password, give, drop));
  }

  private List<Task> consumer(Change<TestSpec> change, EpochClaim claim) {
    SecretRef password = change.binding(claim).password();
    assertThat(password.name()).endsWith("-" + claim.epoch());
    return List.of(
        act(
            "roll",
            change.moving(),
            Needs.none().andServing(claim),
            "Roll to epoch " + claim.epoch(),
            claim.epoch(),
            Undo.REAPPLY,
            () -> at("roll", claim.epoch(), () -> roll(claim.epoch()))));
  }

  /** A consumer that is given a credential which is not valid would be an outage. */
  private void roll(int epoch) {
    assertThat(new TreeSet<>(valid)).contains(epoch);
    used = epoch;
  }

  private void at(String what, int epoch, Runnable change) {
    String word = what.split(" ")[0];
    breakAt("before " + word);
    acted.add(what + " " + epoch);
    change.run();
    if (used > 0) {
      assertThat(new TreeSet<>(valid)).contains(used);
    }
    breakAt("after " + word);
  }

  private void breakAt(String where) {
    if (crash.equals(where)) {
      throw new IllegalStateException("crash " + where);
    }
  }

  private static Act act(
      String name, Phase phase, Needs needs, String summary, int epoch, Undo undo, Runnable what) {
    return new Act(
        name,
        phase,
        needs,
        summary,
        Map.of("epoch", epoch + ""),
        undo,
        Given.doing(s -> what.run()));
  }
}
