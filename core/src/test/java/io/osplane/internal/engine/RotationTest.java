package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.ComponentName;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Report.StepResult;
import io.osplane.SecretRef;
import io.osplane.plan.Phase;
import io.osplane.plan.Plan;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Capability;
import io.osplane.spi.Change;
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
 * A claim's epoch rises: the provider gives a second credential, the consumers roll to it, the
 * provider drops the first. The replicas of the test's spec stand for the epoch.
 */
@Timeout(60)
class RotationTest {
  /** What takes back what the epochs of the claim have in common. */
  private static final String COMMON = "forget-users";

  private final ApiDouble api = new ApiDouble();
  private final List<String> acted = new CopyOnWriteArrayList<>();
  private final Set<Integer> valid = new ConcurrentSkipListSet<>();
  private volatile int used;
  private volatile String crash = "";
  private volatile boolean gone;

  @AfterEach
  void end() {
    api.close();
  }

  @Test
  void rotation_isPlanned_secondCredentialThenConsumersThenTheFirstGoes() {
    try (ControlPlane cloud = open()) {
      assertThat(cloud.deploy(spec(1)).apply()).isNotNull();

      Plan plan = cloud.deploy(spec(2)).plan();

      assertThat(plan.steps())
          .extracting(s -> s.phase() + " " + s.id())
          .containsExactly(
              "EXPAND db/db-users.2",
              "EXPAND db/account-users.2",
              "FOLLOW web/roll",
              "CONTRACT db/drop-users",
              "CONTRACT osplane/prune");
      assertThat(plan.describe()).contains("- Secret/db-users\n").doesNotContain("No way back");
    }
  }

  @Test
  void rotation_isCarriedOutInThatOrder_andOnce() {
    try (ControlPlane cloud = open()) {
      assertThat(cloud.deploy(spec(1)).apply()).isNotNull();
      acted.clear();

      assertThat(cloud.deploy(spec(2)).apply()).isNotNull();

      assertThat(acted).containsExactly("give 2", "roll 2", "drop 1");
      assertThat(cloud.deploy(spec(2)).plan().isEmpty()).isTrue();
      assertThat(secret("db-users")).isEmpty();
      assertThat(secret("db-users.2")).isPresent();
    }
    assertThat(valid).containsExactly(2);
  }

  @Test
  void rotation_overAnEpochAndBack_leavesOneAccount_withAPasswordThatNobodyHad() {
    try (ControlPlane cloud = open()) {
      assertThat(cloud.deploy(spec(1)).apply()).isNotNull();
      String first = secret("db-users").orElseThrow().at("/data/password").asText();
      assertThat(cloud.deploy(spec(7)).apply()).isNotNull();
      assertThat(valid).containsExactly(7);

      assertThat(cloud.deploy(spec(1)).apply()).isNotNull();

      assertThat(valid).containsExactly(1);
      assertThat(secret("db-users").orElseThrow().at("/data/password").asText())
          .isNotEqualTo(first);
    }
  }

  @Test
  void component_thatGoesInTheMiddleOfARotation_leavesNoAccount() {
    try (ControlPlane cloud = open()) {
      assertThat(cloud.deploy(spec(1)).apply()).isNotNull();
      crash = "before roll";
      assertThat(catchThrowable(() -> cloud.deploy(spec(2)).apply())).isNotNull();
      crash = "";
      used = 0;
      gone = true;

      assertThat(cloud.deploy(spec(1).without(ComponentName.of("web"))).apply().steps())
          .extracting(StepResult::id)
          .containsOnlyOnce("db/drop-users", "db/drop-users.2", "db/" + COMMON);

      assertThat(valid).isEmpty();
    }
  }

  @Test
  void look_whileAClaimIsOfALaterEpoch_isAnsweredInThat() {
    try (ControlPlane cloud = open()) {
      assertThat(cloud.deploy(spec(2)).apply()).isNotNull();

      String user =
          cloud
              .facet(ComponentName.of("web"))
              .look((spec, probe) -> probe.binding(DatabaseClaim.of("users")).user());

      assertThat(user).isEqualTo("users.2");
    }
  }

  static List<String> crashes() {
    return List.of(
        "before give", "after give", "before roll", "after roll", "before drop", "after drop");
  }

  @ParameterizedTest
  @MethodSource("crashes")
  void rotation_whenItCrashes_isGoneOnWithByApplyingAgain(String where) {
    try (ControlPlane cloud = open()) {
      assertThat(cloud.deploy(spec(1)).apply()).isNotNull();
    }
    crash = where;
    try (ControlPlane cloud = open()) {
      assertThat(catchThrowable(() -> cloud.deploy(spec(2)).apply()))
          .hasMessageContaining("crash " + where);
    }
    crash = "";

    try (ControlPlane cloud = open()) {
      assertThat(cloud.deploy(spec(2)).apply()).isNotNull();
      assertThat(cloud.deploy(spec(2)).plan().isEmpty()).isTrue();
    }

    assertThat(used).isEqualTo(2);
    assertThat(valid).containsExactly(2);
  }

  @ParameterizedTest
  @MethodSource("crashes")
  void rotation_whenItCrashed_canBeTakenBack(String where) {
    try (ControlPlane cloud = open()) {
      assertThat(cloud.deploy(spec(1)).apply()).isNotNull();
    }
    crash = where;
    try (ControlPlane cloud = open()) {
      assertThat(catchThrowable(() -> cloud.deploy(spec(2)).apply())).isNotNull();
    }
    crash = "";

    try (ControlPlane cloud = open()) {
      assertThat(cloud.deploy(spec(1)).apply()).isNotNull();
    }

    assertThat(used).isEqualTo(1);
    assertThat(valid).containsExactly(1);
  }

  private static ControlPlaneSpec spec(int epoch) {
    return Given.spec(TestSpec.of("db"), TestSpec.of("web").withReplicas(epoch));
  }

  private static DatabaseClaim claim(TestSpec web) {
    return DatabaseClaim.of("users").withEpoch(web.replicas());
  }

  private ControlPlane open() {
    TestComponent db =
        TestComponent.of("db").provides(Capability.DATABASE, c -> answer((DatabaseClaim) c));
    TestComponent web =
        TestComponent.of("web").claims(spec -> List.of(claim(spec))).recipe(this::consumer);
    return Clouds.open(api, db, web);
  }

  private Provision<DatabaseClaim.Binding> answer(DatabaseClaim claim) {
    int epoch = claim.epoch();
    Generate password = Generate.password("db-users", epoch);
    DatabaseClaim.Binding binding =
        new DatabaseClaim.Binding("db", 3306, "users", claim.account(), password.ref("password"));
    Act give =
        act(
            "account-" + claim.account(),
            Phase.EXPAND,
            Needs.tasks(password.name()),
            epoch,
            () -> at("give", epoch, () -> valid.add(epoch)));
    Act drop =
        act(
            "drop-" + claim.account(),
            Phase.CONTRACT,
            Needs.none(),
            epoch,
            () -> at("drop", epoch, () -> valid.remove(epoch)));
    return new Provision<>(binding, List.of(password, give), List.of(drop, act(COMMON)));
  }

  private Act act(String name) {
    return act(name, Phase.CONTRACT, Needs.none(), 1, () -> assertThat(gone).isTrue());
  }

  private List<Task> consumer(Change<TestSpec> change) {
    DatabaseClaim claim = claim(change.spec());
    SecretRef password = change.binding(claim).password();
    assertThat(password.epoch()).isEqualTo(claim.epoch());
    return List.of(
        act(
            "roll",
            change.moving(),
            Needs.none().andServing(claim),
            claim.epoch(),
            () -> at("roll", claim.epoch(), () -> roll(claim.epoch()))));
  }

  private Optional<ObjectNode> secret(String name) {
    return api.stored("/api/v1/namespaces/ns/secrets/" + name);
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

  private static Act act(String name, Phase phase, Needs needs, int epoch, Runnable what) {
    return new Act(
        name,
        phase,
        needs,
        name,
        Map.of("epoch", epoch + ""),
        Undo.REAPPLY,
        Given.doing(s -> what.run()));
  }
}
