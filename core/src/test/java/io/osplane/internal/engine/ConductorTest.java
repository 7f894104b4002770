package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.osplane.ComponentName;
import io.osplane.Report;
import io.osplane.Report.Outcome;
import io.osplane.Report.StepResult;
import io.osplane.error.OperationFailedException;
import io.osplane.error.RejectedException;
import io.osplane.event.Event;
import io.osplane.event.StepFailed;
import io.osplane.event.StepFinished;
import io.osplane.event.StepStarted;
import io.osplane.event.StepWaiting;
import io.osplane.internal.EventBus;
import io.osplane.spi.Await;
import io.osplane.spi.Probe;
import io.osplane.spi.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With waits as tasks: they need no cluster. */
@Timeout(60)
class ConductorTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Signal signal = new Signal();
  private final EventBus bus = new EventBus();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final Course course = new Course("deploy");
  private final List<String> ran = new CopyOnWriteArrayList<>();

  ConductorTest() {
    var subscription = bus.on(Event.class, events::add);
    assertThat(subscription).isNotNull();
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void nodes_runAfterTheirNeedsWhateverTheirOrder() {
    Report report = conduct(met("c", "b"), met("b", "a"), met("a"), met("d", "c", "a"));

    assertThat(ran).containsExactly("a", "b", "c", "d");
    assertThat(report.outcome()).isEqualTo(Outcome.DONE);
    assertThat(report.steps())
        .extracting(StepResult::id)
        .containsExactly("unit/a", "unit/b", "unit/c", "unit/d");
  }

  @Test
  void nodes_withoutNeeds_runSideBySide() {
    CyclicBarrier both = new CyclicBarrier(2);
    Function<Probe, Verdict> judge =
        probe -> {
          meet(both);
          return Verdict.met();
        };

    Report report = conduct(Given.node("a", judge), Given.node("b", judge));

    assertThat(report.steps()).hasSize(2);
  }

  @Test
  void progress_risesStepByStepAndIsWholeOnlyAtTheEnd() {
    assertThat(conduct(met("a"), met("b", "a"), met("c", "b")).steps()).hasSize(3);

    assertThat(events)
        .filteredOn(StepFinished.class::isInstance)
        .extracting(e -> ((StepFinished) e).progress().fraction())
        .containsExactly(0.25, 0.5, 0.75);
    assertThat(course.now().part("unit").orElseThrow().fraction()).isEqualTo(1);
    course.end();
    assertThat(course.now().fraction()).isEqualTo(1);
  }

  @Test
  void progress_ofAWait_countsWhatIsThereAlready() {
    List<Verdict> verdicts =
        new CopyOnWriteArrayList<>(
            List.of(
                Verdict.notYet("some", 2, 4),
                Verdict.notYet("some", 1, 4),
                Verdict.notYet("some", 9, 4),
                Verdict.met()));
    Node slow =
        Given.node(
            "a",
            probe -> {
              signal.raise();
              return verdicts.remove(0);
            });

    assertThat(conduct(slow).steps()).hasSize(1);

    assertThat(events)
        .filteredOn(StepWaiting.class::isInstance)
        .extracting(e -> ((StepWaiting) e).progress().fraction())
        .containsExactly(0.25, 0.25, Math.nextDown(1.0) / 2);
  }

  @Test
  void events_areToldForEachWait() {
    List<Verdict> verdicts =
        new CopyOnWriteArrayList<>(List.of(Verdict.notYet("0 of 1"), Verdict.met()));
    Node slow =
        Given.node(
            "a",
            probe -> {
              signal.raise();
              return verdicts.remove(0);
            });

    assertThat(conduct(slow).steps()).hasSize(1);

    assertThat(events)
        .extracting(Object::getClass)
        .hasToString(List.of(StepStarted.class, StepWaiting.class, StepFinished.class).toString());
  }

  @Test
  void failure_stopsAtTheNextTaskAndTellsWhatWasNeverBegun() {
    RejectedException cause = new RejectedException("applying x", "422 no", "Mend x");
    Node failing =
        Given.node(
            "b",
            probe -> {
              throw cause;
            },
            "a");

    OperationFailedException e = failure(met("a"), failing, met("c", "b"), met("d", "c"));

    assertThat(e.problem())
        .isEqualTo("deploy of prod failed at unit/b: applying x was rejected: 422 no");
    assertThat(e.remedy()).isEqualTo("Mend x");
    assertThat(e).hasCause(cause);
    assertThat(ran).containsExactly("a");
    assertThat(e.report().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(e.report().steps())
        .extracting(StepResult::id, StepResult::outcome)
        .hasToString(
            "[(\"unit/a\", DONE), (\"unit/b\", FAILED), (\"unit/c\", CANCELLED), (\"unit/d\","
                + " CANCELLED)]");
    assertThat(events).hasAtLeastOneElementOfType(StepFailed.class);
  }

  @Test
  void failure_cancelsWhatStillWaits() {
    CountDownLatch waiting = new CountDownLatch(1);
    Node patient =
        Given.node(
            "a",
            probe -> {
              waiting.countDown();
              return Verdict.notYet("never");
            });
    Node failing =
        Given.node(
            "b",
            probe -> {
              Given.await(waiting);
              throw new IllegalStateException("a defect");
            });

    OperationFailedException e = failure(patient, failing);

    assertThat(e.getMessage()).contains("failed at unit/b: java.lang.IllegalStateException");
    assertThat(e.remedy()).contains("a defect of Osplane or of a component");
    assertThat(e.report().steps())
        .extracting(s -> s.id() + " " + s.outcome())
        .containsExactly("unit/b FAILED", "unit/a CANCELLED");
  }

  @Test
  void failure_ofAnErrorOfTheJvm_isTold() {
    AssertionError error = new AssertionError("broken");
    Node failing =
        Given.node(
            "a",
            probe -> {
              throw error;
            });

    assertThat(failure(failing)).hasCause(error);
  }

  @Test
  void cancel_beforeItBegins_runsNothing() {
    signal.cancel();

    OperationFailedException e = failure(met("a"), met("b"));

    assertThat(ran).isEmpty();
    assertThat(e.report().outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(e.getMessage()).contains("deploy of prod was cancelled");
    assertThat(e.report().steps()).extracting(StepResult::outcome).containsOnly(Outcome.CANCELLED);
  }

  @Test
  void cancel_whileWaiting_endsTheWaitAndBeginsNoOther() {
    Node waiting =
        Given.node(
            "a",
            probe -> {
              signal.cancel();
              return Verdict.notYet("never");
            });

    OperationFailedException e = failure(waiting, met("b", "a"));

    assertThat(ran).isEmpty();
    assertThat(e.report().outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(e.report().steps()).hasSize(2);
  }

  @Test
  void nothing_isDoneAtOnce() {
    assertThat(conduct().outcome()).isEqualTo(Outcome.DONE);
    course.end();
    assertThat(course.now().fraction()).isEqualTo(1);
  }

  @Test
  void grace_whenItEnds_goesOn() {
    Await await = Await.of("a", "it", view -> Verdict.notYet("no")).orGoOnAfter(Duration.ZERO);
    Node optional = new Node(ComponentName.of("unit"), await, List.of(), List.of());
    try (ApiDouble api = new ApiDouble()) {
      Report report = conductor(Situations.look(api)).conduct(List.of(optional, met("b", "a")));

      assertThat(report.outcome()).isEqualTo(Outcome.DONE);
      assertThat(ran).containsExactly("b");
    }
  }

  private Node met(String name, String... needs) {
    return Given.node(
        name,
        probe -> {
          ran.add(name);
          return Verdict.met();
        },
        needs);
  }

  private Report conduct(Node... nodes) {
    return conductor(Conductors.NOWHERE).conduct(List.of(nodes));
  }

  private OperationFailedException failure(Node... nodes) {
    return catchThrowableOfType(OperationFailedException.class, () -> conduct(nodes));
  }

  private Conductor conductor(Situation now) {
    return Conductors.of(now, signal, bus, threads, course);
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
