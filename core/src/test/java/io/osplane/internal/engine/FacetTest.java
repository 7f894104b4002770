package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Operation;
import io.osplane.Report;
import io.osplane.Report.Outcome;
import io.osplane.error.OperationFailedException;
import io.osplane.error.RefusedException;
import io.osplane.error.RejectedException;
import io.osplane.error.StalePlanException;
import io.osplane.plan.Phase;
import io.osplane.plan.Plan;
import io.osplane.plan.Step;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.CacheClaim;
import io.osplane.spi.Capability;
import io.osplane.spi.DatabaseClaim;
import io.osplane.spi.Facet;
import io.osplane.spi.Needs;
import io.osplane.spi.Probe;
import io.osplane.spi.Provision;
import io.osplane.spi.Site;
import io.osplane.spi.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class FacetTest {
  private static final ControlPlaneSpec SPEC = Given.spec(TestSpec.of("cache"), TestSpec.of("db"));
  private final ApiDouble api = new ApiDouble();
  private final ControlPlane cloud =
      Clouds.open(
          api,
          TestComponent.of("db").recipe(Given.act("a", Needs.none())),
          TestComponent.of("cache")
              .provides(
                  Capability.CACHE,
                  claim ->
                      new Provision<>(
                          new CacheClaim.Binding(List.of(claim.name() + ":11211")), List.of())));
  private final Facet db = cloud.facet(ComponentName.of("db"));
  private final Set<String> so = new ConcurrentSkipListSet<>();
  private final List<String> made = new CopyOnWriteArrayList<>();
  private final List<Task> tasks = new ArrayList<>();

  @AfterEach
  void end() {
    cloud.close();
    api.close();
  }

  @Test
  void facet_asksNobody() {
    int before = api.requests().size();

    assertThat(cloud.facet(ComponentName.of("other")).component())
        .isEqualTo(ComponentName.of("other"));
    Operation unused = cloud.facet(ComponentName.of("other")).operation("x", probe -> tasks);

    assertThat(api.requests()).hasSize(before);
  }

  @Test
  void endings_whenNothingIsDeployed_areRefused() {
    assertThatThrownBy(() -> db.look((spec, probe) -> spec))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("look at db")
        .hasMessageContaining("nothing is deployed");
    assertThatThrownBy(() -> turn().plan())
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("turn")
        .hasMessageContaining("Call deploy(spec) first");
    assertThatThrownBy(() -> turn().apply()).isInstanceOf(RefusedException.class);
  }

  @Test
  void endings_ofAComponentThatIsNotDeployed_areRefusedAndNameThoseThatAre() {
    deploy();
    Facet other = cloud.facet(ComponentName.of("other"));
    Operation operation = other.operation("turn", probe -> tasks);

    for (RefusedException e :
        List.of(
            catchThrowableOfType(RefusedException.class, () -> other.look((spec, probe) -> spec)),
            catchThrowableOfType(RefusedException.class, operation::plan),
            catchThrowableOfType(RefusedException.class, operation::apply))) {
      assertThat(e.problem()).contains("work on component other", "has no such component");
      assertThat(e.remedy()).contains("[cache, db]");
    }
  }

  @Test
  void look_givesTheSpecAsItWasLastApplied() {
    deploy();
    cloud.scale(ComponentName.of("db"), 3).apply();

    ComponentSpec seen = db.look((spec, probe) -> spec);

    assertThat(seen).isEqualTo(TestSpec.of("db").withReplicas(3));
  }

  @Test
  void binding_ofAClaim_isTheAnswerOfWhoProvides() {
    deploy();

    CacheClaim.Binding binding = db.look((spec, probe) -> probe.binding(CacheClaim.of("mine")));

    assertThat(binding).isEqualTo(new CacheClaim.Binding(List.of("mine:11211")));
  }

  @Test
  void binding_whenNobodyProvides_isRefusedByName() {
    deploy();

    assertThatThrownBy(() -> db.look((spec, probe) -> probe.binding(DatabaseClaim.of("mine"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("DATABASE 'mine'");
  }

  @Test
  void plan_showsTheActsAndDoesNothing() {
    deploy();
    tasks.add(turning("one", "v"));
    tasks.add(turning("two", "v", "one"));

    Plan plan = turn().plan();

    assertThat(plan.verb()).isEqualTo("turn");
    assertThat(plan.steps()).extracting(Step::id).containsExactly("db/one", "db/two");
    assertThat(plan.steps()).extracting(Step::summary).containsExactly("Turn one", "Turn two");
    assertThat(plan.steps().get(1).after()).containsExactly("db/one");
    assertThat(plan.steps()).extracting(Step::undo).containsOnly(Undo.NEVER);
    assertThat(plan.describe()).contains("Turn one");
    assertThat(made).isEmpty();
  }

  @Test
  void apply_carriesOutTheActs_eachAfterWhatItNeeds() {
    deploy();
    tasks.add(turning("two", "v", "one"));
    tasks.add(turning("one", "v"));

    Report report = turn().apply();

    assertThat(made).containsExactly("one", "two");
    assertThat(report.outcome()).isEqualTo(Outcome.DONE);
    assertThat(cloud.spec()).contains(SPEC);
    assertThat(cloud.unfinished()).isEmpty();
  }

  @Test
  void apply_whatIsSoAlready_isNotCarriedOut() {
    deploy();
    tasks.add(turning("one", "v"));
    tasks.add(turning("two", "v"));
    so.add("one");

    assertThat(turn().apply().outcome()).isEqualTo(Outcome.DONE);

    assertThat(made).containsExactly("two");
  }

  @Test
  void apply_whenItIsSoNoMore_carriesItOutAgain() {
    deploy();
    tasks.add(turning("one", "v"));
    turn().apply();
    so.clear();

    turn().apply();

    assertThat(made).containsExactly("one", "one");
  }

  @Test
  void apply_withoutTasks_isDone() {
    deploy();

    assertThat(turn().plan().isEmpty()).isTrue();
    assertThat(turn().apply().outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void apply_ofAReviewedPlan_isDoneIfTheSameWouldBeDone() {
    deploy();
    tasks.add(turning("one", "v"));
    Plan reviewed = Plan.fromJson(turn().plan().toJson());

    turn().apply(reviewed);

    assertThat(made).containsExactly("one");
  }

  @Test
  void apply_ofAPlanThatIsStale_isRefused() {
    deploy();
    tasks.add(turning("one", "v"));
    Plan reviewed = turn().plan();
    tasks.set(0, turning("one", "another"));

    assertThatThrownBy(() -> turn().apply(reviewed)).isInstanceOf(StalePlanException.class);
    assertThatThrownBy(() -> db.operation("twist", probe -> tasks).apply(reviewed))
        .isInstanceOf(StalePlanException.class);
    assertThat(made).isEmpty();
  }

  @Test
  void endings_whenTheTasksAreRefused_sayWhy() {
    deploy();
    RefusedException refusal = new RefusedException("turn it", "it is locked", "Unlock it");
    Operation operation =
        db.operation(
            "turn",
            probe -> {
              throw refusal;
            });

    assertThatThrownBy(operation::plan).isSameAs(refusal);
    assertThatThrownBy(operation::apply).isSameAs(refusal);
  }

  @Test
  void apply_whenActsFail_doesTheOthersAndNamesEveryFailedStep() {
    deploy();
    tasks.add(turning("bad", "v"));
    tasks.add(turning("bad-too", "v"));
    tasks.add(turning("never", "v", "bad"));
    tasks.add(turning("first", "v"));
    tasks.add(turning("second", "v", "first"));

    OperationFailedException e =
        catchThrowableOfType(OperationFailedException.class, () -> turn().apply());

    assertThat(made).containsExactly("first", "second");
    assertThat(e.problem()).startsWith("turn of prod failed at ").contains("db/bad", "db/bad-too");
    assertThat(e.remedy()).startsWith("Mend bad");
    assertThat(e.report().steps())
        .extracting(s -> s.id() + " " + s.outcome())
        .containsExactlyInAnyOrder(
            "db/bad FAILED",
            "db/bad-too FAILED",
            "db/never CANCELLED",
            "db/first DONE",
            "db/second DONE");
  }

  @Test
  void apply_afterAFailure_goesOnWithWhatIsLeft() {
    deploy();
    tasks.add(turning("bad", "v"));
    tasks.add(turning("first", "v"));
    assertThatThrownBy(() -> turn().apply()).isInstanceOf(OperationFailedException.class);
    so.add("bad");

    assertThat(turn().apply().outcome()).isEqualTo(Outcome.DONE);

    assertThat(made).containsExactly("first");
    assertThat(cloud.unfinished()).isEmpty();
  }

  private void deploy() {
    cloud.deploy(SPEC).apply();
  }

  private Operation turn() {
    return db.operation("turn", probe -> List.copyOf(tasks));
  }

  private Act turning(String name, String value, String... needs) {
    return new Act(
        name,
        Phase.EXPAND,
        Needs.tasks(needs),
        "Turn " + name,
        Map.of("value", value),
        Undo.NEVER,
        new Act.Action() {
          @Override
          public boolean isSo(Probe probe) {
            return so.contains(name);
          }

          @Override
          public void makeSo(Site site) {
            if (name.startsWith("bad")) {
              throw new RejectedException("turning " + name, "409", "Mend " + name);
            }
            made.add(name);
            so.add(name);
          }
        });
  }
}
