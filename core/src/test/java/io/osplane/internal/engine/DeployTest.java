package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.osplane.ComponentName;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Execution;
import io.osplane.Report.Outcome;
import io.osplane.Report.StepResult;
import io.osplane.error.InvalidSpecException;
import io.osplane.error.OperationFailedException;
import io.osplane.error.RefusedException;
import io.osplane.error.StalePlanException;
import io.osplane.error.UnfinishedException;
import io.osplane.event.OperationFinished;
import io.osplane.event.OperationStarted;
import io.osplane.internal.engine.ApiDouble.Reply;
import io.osplane.internal.engine.ApiDouble.Request;
import io.osplane.plan.Phase;
import io.osplane.plan.Plan;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Generate;
import io.osplane.spi.Needs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeployTest {
  private static final ControlPlaneSpec SPEC = Given.spec(TestSpec.of("db"));
  private final ApiDouble api = new ApiDouble();
  private final List<String> acted = new CopyOnWriteArrayList<>();
  private final AtomicBoolean isBroken = new AtomicBoolean();
  private final TestComponent db =
      TestComponent.of("db")
          .recipe(
              change ->
                  List.of(
                      Generate.password("db-root"),
                      acting("boot", Needs.none(), "1"),
                      acting("join", Needs.tasks("boot"), change.spec().replicas() + "")));
  private final ControlPlane cloud = Clouds.open(api, db);

  @AfterEach
  void end() {
    cloud.close();
    api.close();
  }

  @Test
  void plan_writesNothing() {
    assertThat(cloud.deploy(SPEC).plan().steps()).hasSize(3);
    assertThat(api.requests()).extracting(Request::method).containsOnly("GET");
  }

  @Test
  void apply_doesEachStepAndRemembersTheSpec() {
    assertThat(cloud.deploy(SPEC).apply().steps())
        .extracting(StepResult::id)
        .containsExactlyInAnyOrder("db/db-root", "db/boot", "db/join");

    assertThat(acted).containsExactly("boot", "join");
    assertThat(cloud.spec()).contains(SPEC);
    assertThat(cloud.unfinished()).isEmpty();
  }

  @Test
  void apply_whenAllIsDone_writesNothingMore() {
    assertThat(cloud.deploy(SPEC).apply().outcome()).isEqualTo(Outcome.DONE);
    int before = api.requests().size();

    assertThat(cloud.deploy(SPEC).plan().isEmpty()).isTrue();
    assertThat(cloud.deploy(SPEC).apply().outcome()).isEqualTo(Outcome.DONE);

    assertThat(acted).hasSize(2);
    assertThat(api.requests().subList(before, api.requests().size()))
        .extracting(Request::method)
        .containsOnly("GET");
  }

  @Test
  void apply_whenAKeyHasChanged_runsThatTaskAgain() {
    assertThat(cloud.deploy(SPEC).apply().outcome()).isEqualTo(Outcome.DONE);

    assertThat(cloud.scale(ComponentName.of("db"), 3).apply().steps())
        .extracting(StepResult::id)
        .containsExactly("db/join");
    assertThat(acted).containsExactly("boot", "join", "join");
  }

  @Test
  void scale_ofWhatIsNotInTheSpec_namesWhatIs() {
    assertThat(cloud.deploy(SPEC).apply().outcome()).isEqualTo(Outcome.DONE);

    assertThatExceptionOfType(InvalidSpecException.class)
        .isThrownBy(() -> cloud.scale(ComponentName.of("dbb"), 3).plan())
        .withMessageContaining("components[dbb]")
        .withMessageContaining("[db]");
  }

  @Test
  void apply_whenAStepFailed_goesOnThereTheNextTime() {
    isBroken.set(true);
    assertThatExceptionOfType(OperationFailedException.class)
        .isThrownBy(() -> cloud.deploy(SPEC).apply())
        .withMessageContaining("db/join");
    isBroken.set(false);

    assertThat(cloud.deploy(SPEC).apply().outcome()).isEqualTo(Outcome.DONE);
    assertThat(acted).containsExactly("boot", "join");
  }

  @Test
  void apply_whenTheFirstOneFailedBeforeItsSecretWasMade_makesIt() {
    api.script(
        r ->
            r.toString().equals("POST /api/v1/namespaces/ns/secrets")
                ? Optional.of(new Reply(422, ApiDouble.status("exceeded quota")))
                : Optional.empty());
    assertThat(catchThrowable(() -> cloud.deploy(SPEC).apply()))
        .hasMessageContaining("exceeded quota");
    api.script(r -> Optional.empty());

    assertThat(cloud.deploy(SPEC).apply().outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void apply_whenSomebodyDeletedAGeneratedSecret_refusesToMakeAnother() {
    assertThat(cloud.deploy(SPEC).apply().outcome()).isEqualTo(Outcome.DONE);
    api.remove("/api/v1/namespaces/ns/secrets/db-root");

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> cloud.deploy(SPEC).apply())
        .withMessageContaining("db-root");
  }

  @Test
  void apply_inAnotherClusterDomainThanDeployed_isRefused() {
    assertThat(cloud.deploy(SPEC).apply().outcome()).isEqualTo(Outcome.DONE);

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> cloud.deploy(SPEC.toBuilder().clusterDomain("k8s.corp").build()).plan())
        .withMessageContaining("k8s.corp");
  }

  @Test
  void apply_ofAReviewedPlanFromJson_doesIt() {
    Plan plan = Plan.fromJson(cloud.deploy(SPEC).plan().toJson());

    assertThat(cloud.deploy(SPEC).apply(plan).outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void apply_whenSomethingElseWasDoneSinceTheReview_isRefused() {
    Plan plan = cloud.deploy(SPEC).plan();
    assertThat(cloud.deploy(SPEC).apply().outcome()).isEqualTo(Outcome.DONE);

    assertThatExceptionOfType(StalePlanException.class)
        .isThrownBy(() -> cloud.deploy(SPEC).apply(plan));
  }

  @Test
  void apply_whenTheReviewWasOfAnotherSpec_isRefused() {
    Plan plan = cloud.deploy(SPEC.toBuilder().region("Elsewhere").build()).plan();

    assertThatExceptionOfType(StalePlanException.class)
        .isThrownBy(() -> cloud.deploy(SPEC).apply(plan));
    assertThat(acted).isEmpty();
  }

  @Test
  void deploy_whenItWouldUndoAnEditUnseen_isRefused() {
    assertThat(cloud.deploy(SPEC).apply().outcome()).isEqualTo(Outcome.DONE);
    assertThat(cloud.scale(ComponentName.of("db"), 3).apply().outcome()).isEqualTo(Outcome.DONE);

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> cloud.deploy(SPEC).apply())
        .withMessageContaining("revision 2");
    assertThat(cloud.deploy(SPEC).apply(cloud.deploy(SPEC).plan()).outcome())
        .isEqualTo(Outcome.DONE);
  }

  @Test
  void verb_whileAnotherIsOpen_isRefusedUntilAborted() {
    assertThat(cloud.deploy(SPEC).apply().outcome()).isEqualTo(Outcome.DONE);
    api.store(
        Clouds.LEASE,
        """
        {"apiVersion":"coordination.k8s.io/v1","kind":"Lease","spec":{"holderIdentity":""},
         "metadata":{"annotations":{"osplane.io/operation":"abc","osplane.io/verb":"restore",
           "osplane.io/since":"2026-01-01T00:00:00Z"}}}\
        """);
    ComponentName name = ComponentName.of("db");

    assertThatExceptionOfType(UnfinishedException.class)
        .isThrownBy(() -> cloud.scale(name, 3).apply())
        .withMessageContaining("restore");
    cloud.abort();

    assertThat(cloud.unfinished()).isEmpty();
    assertThat(cloud.scale(name, 3).apply().outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void spec_whenInvalid_isToldBeforeAnythingIsWritten() {
    assertThatExceptionOfType(InvalidSpecException.class)
        .isThrownBy(() -> cloud.deploy(Given.spec(TestSpec.of("unheard-of"))).apply());
    assertThat(api.requests()).extracting(Request::method).containsOnly("GET");
  }

  @Test
  void events_tellBeginAndEnd() {
    List<String> told = new CopyOnWriteArrayList<>();
    cloud.events().on(OperationStarted.class, e -> told.add("started"));
    cloud.events().on(OperationFinished.class, e -> told.add("finished"));

    Execution execution = cloud.deploy(SPEC).start();
    assertThat(execution.await().outcome()).isEqualTo(Outcome.DONE);
    assertThat(execution.progress().fraction()).isEqualTo(1);

    assertThat(told).containsExactly("started", "finished");
  }

  @Test
  void progress_whenItFails_isNotWhole() {
    isBroken.set(true);
    Execution execution = cloud.deploy(SPEC).start();

    assertThat(catchThrowable(execution::await)).isNotNull();

    assertThat(execution.progress().part("db").orElseThrow().part("boot").orElseThrow().fraction())
        .isEqualTo(1);
    assertThat(execution.progress().fraction()).isBetween(0.4, 0.6);
  }

  @Test
  void hold_whenTheOperationEnds_isLetGo() {
    isBroken.set(true);
    assertThat(catchThrowable(() -> cloud.deploy(SPEC).apply())).isNotNull();

    var lease = api.stored(Clouds.LEASE).orElseThrow();
    assertThat(lease.at("/spec/holderIdentity").asText()).isEmpty();
    assertThat(lease.at("/spec/leaseTransitions").asInt()).isEqualTo(1);
  }

  private Act acting(String name, Needs needs, String key) {
    return new Act(
        name,
        Phase.EXPAND,
        needs,
        name,
        Map.of("key", key),
        Undo.REAPPLY,
        Given.doing(
            site -> {
              if (name.equals("join") && isBroken.get()) {
                throw new RefusedException("join", "it is broken", "Mend it");
              }
              acted.add(name);
            }));
  }
}
