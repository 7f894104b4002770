package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.ControlPlane;
import io.osplane.event.Event;
import io.osplane.event.OperationStarted;
import io.osplane.health.Condition;
import io.osplane.plan.Phase;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Await;
import io.osplane.spi.Needs;
import io.osplane.spi.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

/** Log lines carry operation, component and step on every thread that works for them. */
@Timeout(60)
class LogContextOfTasksTest {
  private final ApiDouble api = new ApiDouble();
  private final ExecutorService theirs = Executors.newSingleThreadExecutor();
  private final Map<String, String> seen = new ConcurrentHashMap<>();
  private final List<String> verdicts = new CopyOnWriteArrayList<>(List.of("not yet"));

  @AfterEach
  void end() {
    theirs.shutdownNow();
    api.close();
  }

  @Test
  void task_onTheCallersThread_hasAll_andLeavesNothing() throws Exception {
    deploy();

    assertThat(seen.get("act")).endsWith("/db/db/act").doesNotStartWith("null");
    assertThat(seen.get("judge")).endsWith("/db/db/wait").doesNotStartWith("null");
    assertThat(theirs.submit(LogContextOfTasksTest::context).get(9, TimeUnit.SECONDS))
        .isEqualTo("null/null/null");
    assertThat(context()).isEqualTo("null/null/null");
  }

  @Test
  void listener_ofAStep_hasAll_ofTheOperationTheOperationOnly() {
    deploy();

    String operation = seen.get("act").split("/")[0];
    assertThat(seen)
        .containsEntry("StepStarted", operation + "/db/db/wait")
        .containsEntry("StepWaiting", operation + "/db/db/wait")
        .containsEntry("StepFinished", operation + "/db/db/wait")
        .containsEntry("OperationStarted", operation + "/null/null")
        .containsEntry("OperationFinished", operation + "/null/null");
  }

  @Test
  void probe_ofTheHealth_hasItsComponent() {
    deploy();

    assertThat(seen).containsEntry("probe", "null/db/null");
  }

  private void deploy() {
    TestComponent db =
        TestComponent.of("db")
            .recipe(
                new Act(
                    "act",
                    Phase.EXPAND,
                    Needs.none(),
                    "act",
                    Map.of(),
                    Undo.REAPPLY,
                    Given.doing(site -> note("act"))),
                new Await(
                    "wait",
                    Phase.EXPAND,
                    Needs.none(),
                    "it",
                    probe -> {
                      note("judge");
                      return verdicts.isEmpty()
                          ? Verdict.met()
                          : Verdict.notYet(verdicts.remove(0));
                    },
                    Optional.empty()))
            .probe(
                probe -> {
                  note("probe");
                  return List.of(Condition.healthy("Well", "it is"));
                });
    try (ControlPlane cloud = Clouds.open(api, theirs, db)) {
      var all = cloud.events().on(Event.class, e -> note(e.getClass().getSimpleName()));
      var one = cloud.events().on(OperationStarted.class, e -> seen.put("id", e.operation()));
      assertThat(List.of(all, one)).hasSize(2);
      assertThat(cloud.deploy(Given.spec(TestSpec.of("db"))).apply()).isNotNull();
      assertThat(seen.get("act")).startsWith(seen.get("id"));
      assertThat(cloud.health()).isNotNull();
    }
  }

  private void note(String where) {
    seen.put(where, context());
  }

  private static String context() {
    return MDC.get("operation") + "/" + MDC.get("component") + "/" + MDC.get("step");
  }
}
