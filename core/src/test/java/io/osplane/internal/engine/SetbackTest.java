package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.osplane.Report.Outcome;
import io.osplane.error.OperationFailedException;
import io.osplane.error.RejectedException;
import io.osplane.event.StepFailed;
import io.osplane.internal.EventBus;
import io.osplane.internal.engine.Conductor.Setback;
import io.osplane.spi.Probe;
import io.osplane.spi.Verdict;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of the others when a task fails. */
@Timeout(60)
class SetbackTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Signal signal = new Signal();
  private final EventBus bus = new EventBus();
  private final List<String> ran = new CopyOnWriteArrayList<>();
  private final CountDownLatch failed = new CountDownLatch(1);

  SetbackTest() {
    var subscription = bus.on(StepFailed.class, e -> failed.countDown());
    assertThat(subscription).isNotNull();
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void sparesOthers_whenOneFails_doesAllThatDoNotNeedIt() {
    OperationFailedException e =
        failure(
            Setback.SPARES_OTHERS,
            failing("a"),
            met("b", "a"),
            met("c", "b"),
            late(),
            met("e", "d"));

    assertThat(ran).containsExactly("d", "e");
    assertThat(outcomes(e))
        .containsExactlyInAnyOrder(
            "unit/a FAILED", "unit/b CANCELLED", "unit/c CANCELLED", "unit/d DONE", "unit/e DONE");
    assertThat(e.report().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(e.report().steps())
        .filteredOn(s -> s.id().equals("unit/b"))
        .allSatisfy(s -> assertThat(s.detail()).contains("waited for [unit/a]"));
    assertThat(signal.isCancelled()).isFalse();
  }

  @Test
  void endsAll_whenOneFails_beginsNoOther() {
    OperationFailedException e = failure(Setback.ENDS_ALL, failing("a"), late(), met("e", "d"));

    assertThat(ran).doesNotContain("e");
    assertThat(outcomes(e)).contains("unit/a FAILED", "unit/e CANCELLED");
    assertThat(signal.isCancelled()).isTrue();
  }

  @Test
  void sparesOthers_whenSeveralFail_namesEachAndTellsOfTheFirst() {
    Node second =
        Given.node(
            "z",
            probe -> {
              Given.await(failed);
              throw new RejectedException("applying z", "422", "Mend z");
            });

    OperationFailedException e = failure(Setback.SPARES_OTHERS, failing("a"), second);

    assertThat(e.problem()).contains("failed at unit/a, unit/z: applying a was rejected");
    assertThat(e.remedy()).isEqualTo("Mend a");
    assertThat(e.report().steps())
        .filteredOn(s -> s.id().equals("unit/z"))
        .allSatisfy(s -> assertThat(s.detail()).contains("applying z"));
  }

  @Test
  void sparesOthers_whenCancelled_beginsNoOtherEither() {
    Node cancelling =
        Given.node(
            "a",
            probe -> {
              signal.cancel();
              return Verdict.notYet("never");
            });

    OperationFailedException e = failure(Setback.SPARES_OTHERS, cancelling, met("b", "a"));

    assertThat(ran).isEmpty();
    assertThat(e.report().outcome()).isEqualTo(Outcome.CANCELLED);
  }

  private Node failing(String name) {
    return Given.node(
        name,
        probe -> {
          throw new RejectedException("applying " + name, "422", "Mend " + name);
        });
  }

  /** One that ends after listeners heard that another failed. */
  private Node late() {
    return node(
        "d",
        probe -> {
          Given.await(failed);
          return Verdict.met();
        });
  }

  private Node met(String name, String... needs) {
    return node(name, probe -> Verdict.met(), needs);
  }

  private Node node(String name, Function<Probe, Verdict> judge, String... needs) {
    return Given.node(
        name,
        probe -> {
          Verdict verdict = judge.apply(probe);
          ran.add(name);
          return verdict;
        },
        needs);
  }

  private OperationFailedException failure(Setback setback, Node... nodes) {
    Conductor conductor =
        Conductors.of(Conductors.NOWHERE, signal, bus, threads, new Course("drain"), setback);
    return catchThrowableOfType(
        OperationFailedException.class, () -> conductor.conduct(List.of(nodes)));
  }

  private static List<String> outcomes(OperationFailedException e) {
    return e.report().steps().stream().map(s -> s.id() + " " + s.outcome()).toList();
  }
}
