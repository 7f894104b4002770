package io.osplane.internal.engine;

import io.osplane.event.Event;
import io.osplane.event.Progress;
import io.osplane.event.StepFailed;
import io.osplane.event.StepFinished;
import io.osplane.event.StepStarted;
import io.osplane.event.StepWaiting;
import io.osplane.internal.EventBus;
import io.osplane.internal.LogContext;
import io.osplane.plan.Impact;
import io.osplane.plan.Plan;
import io.osplane.plan.Step;
import io.osplane.plan.Undo;
import io.osplane.spi.Await;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * What listeners hear of the steps of one operation, in the step's log context. Thread-safe.
 *
 * @param operation the operation's id
 * @param plan what is carried out
 * @param events where listeners are told
 * @param clock for the time of an event
 */
record Story(String operation, Plan plan, EventBus events, Clock clock) {
  /** Whether listeners hear of it: what the plan has, and waits. */
  boolean isTold(Node node) {
    return node.task() instanceof Await || planned(node).isPresent();
  }

  void started(Node node) {
    if (isTold(node)) {
      tell(node, new StepStarted(clock.instant(), operation, step(node)));
    }
  }

  void waits(Node node, String why, Progress progress) {
    tell(node, new StepWaiting(clock.instant(), operation, step(node), why, progress));
  }

  void finished(Node node, Progress progress) {
    tell(node, new StepFinished(clock.instant(), operation, step(node), progress));
  }

  void failed(Node node, Throwable cause) {
    tell(node, new StepFailed(clock.instant(), operation, step(node), cause));
  }

  /** What log lines about a node carry. */
  LogContext context(Node node) {
    return LogContext.of(operation, node.component(), node.id());
  }

  private void tell(Node node, Event event) {
    context(node).run(() -> events.tell(event));
  }

  private Step step(Node node) {
    return planned(node)
        .orElseGet(
            () ->
                new Step(
                    node.id(),
                    node.task().phase(),
                    node.task().name(),
                    "",
                    Impact.NONE,
                    Undo.REAPPLY,
                    node.needs(),
                    "",
                    List.of()));
  }

  private Optional<Step> planned(Node node) {
    return plan.steps().stream().filter(s -> s.id().equals(node.id())).findFirst();
  }
}
