package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.osplane.ComponentName;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Report.StepResult;
import io.osplane.SecretRef;
import io.osplane.error.OperationFailedException;
import io.osplane.error.RefusedException;
import io.osplane.plan.Phase;
import io.osplane.plan.Plan;
import io.osplane.plan.Step;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Apply;
import io.osplane.spi.Capability;
import io.osplane.spi.Claim;
import io.osplane.spi.DatabaseClaim;
import io.osplane.spi.Needs;
import io.osplane.spi.Provision;
import io.osplane.spi.Task;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a component that goes, and of what its providers did for it. */
@Timeout(60)
class RetirementTest {
  private static final ComponentName WEB = ComponentName.of("web");
  private static final ControlPlaneSpec BOTH = Given.spec(TestSpec.of("db"), TestSpec.of("web"));
  private static final String PAGE = "/api/v1/namespaces/ns/configmaps/page";

  private final ApiDouble api = new ApiDouble();
  private final List<String> acted = new CopyOnWriteArrayList<>();
  private final List<String> broken = new CopyOnWriteArrayList<>();
  private final TestComponent db =
      TestComponent.of("db").provides(Capability.DATABASE, this::answer).recipe(act("boot"));
  private final TestComponent web =
      TestComponent.of("web")
          .claims(DatabaseClaim.of("users"))
          .recipe(
              change ->
                  change.isRemoval() ? List.of(last("farewell")) : List.of(page(), act("greet")));
  private final ControlPlane cloud = Clouds.open(api, db, web);

  @AfterEach
  void end() {
    cloud.close();
    api.close();
  }

  @Test
  void removal_isPlanned_ownTasksThenObjectsThenTheProvidersTasks() {
    assertThat(cloud.deploy(BOTH).apply()).isNotNull();

    Plan plan = cloud.deploy(BOTH.without(WEB)).plan();

    assertThat(plan.steps())
        .extracting(Step::id)
        .containsExactly("web/farewell", "web/remove", "db/retire-users");
    assertThat(plan.steps()).extracting(Step::phase).containsOnly(Phase.CONTRACT);
    assertThat(plan.steps().get(2).after()).contains("web/remove");
    assertThat(plan.describe())
        .contains("- ConfigMap/page", "because nobody claims it any more")
        .doesNotContain("No way back");
  }

  @Test
  void removal_isCarriedOutInThatOrder_once() {
    assertThat(cloud.deploy(BOTH).apply()).isNotNull();
    acted.clear();

    assertThat(cloud.deploy(BOTH.without(WEB)).apply().steps())
        .extracting(StepResult::id)
        .containsExactly("web/farewell", "web/remove", "db/retire-users");

    assertThat(acted).containsExactly("farewell with page", "retire-users");
    assertThat(cloud.deploy(BOTH.without(WEB)).plan().isEmpty()).isTrue();
  }

  @Test
  void component_thatComesBack_hasEverythingMadeAnew_andMayGoAgain() {
    for (int round = 0; round < 2; round++) {
      acted.clear();
      assertThat(cloud.deploy(BOTH).apply()).isNotNull();
      assertThat(acted).contains("account-users", "greet");
      assertThat(api.stored(PAGE)).isPresent();

      acted.clear();
      assertThat(cloud.deploy(BOTH.without(WEB)).apply()).isNotNull();
      assertThat(acted).containsExactly("farewell with page", "retire-users");
      assertThat(api.stored(PAGE)).isEmpty();
    }
  }

  @Test
  void removal_whenItFailed_isGoneOnWith() {
    assertThat(cloud.deploy(BOTH).apply()).isNotNull();
    for (String task : List.of("farewell", "retire-users")) {
      broken.add(task);
      assertThat(catchThrowable(() -> cloud.deploy(BOTH.without(WEB)).apply()))
          .isInstanceOf(OperationFailedException.class);
      broken.clear();
    }
    acted.clear();

    assertThat(cloud.deploy(BOTH.without(WEB)).apply()).isNotNull();

    assertThat(acted).containsExactly("retire-users");
  }

  @Test
  void removal_whenItFailedAfterTheRetirement_canBeTakenBack() {
    assertThat(cloud.deploy(BOTH).apply()).isNotNull();
    broken.add("after retire-users");
    assertThat(catchThrowable(() -> cloud.deploy(BOTH.without(WEB)).apply())).isNotNull();
    broken.clear();
    acted.clear();

    assertThat(cloud.deploy(BOTH).apply(cloud.deploy(BOTH).plan())).isNotNull();

    assertThat(acted).contains("account-users", "greet");
    assertThat(api.stored(PAGE)).isPresent();
  }

  @Test
  void removal_ofAComponentThatWasNeverFinished_retiresItsClaimsToo() {
    ControlPlaneSpec alone = Given.spec(TestSpec.of("db"));
    assertThat(cloud.deploy(alone).apply()).isNotNull();
    broken.add("greet");
    assertThat(catchThrowable(() -> cloud.deploy(BOTH).apply())).isNotNull();
    broken.clear();
    acted.clear();

    assertThat(cloud.deploy(BOTH.without(WEB)).apply()).isNotNull();

    assertThat(acted).contains("retire-users");
    assertThat(api.stored(PAGE)).isEmpty();
  }

  @Test
  void claim_thatAnotherStillMakes_isNotRetired() {
    TestComponent shop = TestComponent.of("shop").claims(DatabaseClaim.of("users"));
    try (ControlPlane three = Clouds.open(api, db, web, shop)) {
      ControlPlaneSpec all = Given.spec(TestSpec.of("db"), TestSpec.of("shop"), TestSpec.of("web"));
      assertThat(three.deploy(all).apply()).isNotNull();

      assertThat(three.deploy(all.without(WEB)).plan().steps())
          .extracting(Step::id)
          .containsExactly("web/farewell", "web/remove");
    }
  }

  @Test
  void removal_ofProviderAndConsumer_retiresNothingAtTheProvider() {
    TestComponent other = TestComponent.of("other").recipe(act("stay"));
    try (ControlPlane three = Clouds.open(api, db, web, other)) {
      ControlPlaneSpec all =
          Given.spec(TestSpec.of("db"), TestSpec.of("web"), TestSpec.of("other"));
      assertThat(three.deploy(all).apply()).isNotNull();

      assertThat(three.deploy(all.without(WEB).without(ComponentName.of("db"))).plan().steps())
          .extracting(Step::id)
          .contains("web/remove")
          .noneMatch(id -> id.startsWith("db/retire"));
    }
  }

  @Test
  void remove_ofTheWholeCloud_retiresNothing() {
    assertThat(cloud.deploy(BOTH).apply()).isNotNull();

    assertThat(cloud.remove().plan().steps()).extracting(Step::id).containsExactly("web/remove");
  }

  private Provision<?> answer(Claim<?> claim) {
    String name = claim.name();
    return new Provision<>(
        new DatabaseClaim.Binding("db", 3306, name, name, SecretRef.of("db-" + name, "password")),
        List.of(act("account-" + name)),
        List.of(last("retire-" + name)));
  }

  private static Task page() {
    return Apply.of(
        "page",
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("page")
            .addToLabels("osplane.io/control-plane", "prod")
            .addToLabels("osplane.io/component", "web")
            .endMetadata()
            .build());
  }

  private Act act(String name) {
    return task(name, Phase.EXPAND);
  }

  private Act last(String name) {
    return task(name, Phase.CONTRACT);
  }

  private Act task(String name, Phase phase) {
    return new Act(
        name,
        phase,
        Needs.none(),
        name,
        Map.of(),
        Undo.REAPPLY,
        Given.doing(
            site -> {
              breakAt(name);
              boolean hasPage = name.equals("farewell") && api.stored(PAGE).isPresent();
              acted.add(hasPage ? name + " with page" : name);
              breakAt("after " + name);
            }));
  }

  private void breakAt(String where) {
    if (broken.contains(where)) {
      throw new RefusedException("go on", "it is broken", "Mend it");
    }
  }
}
