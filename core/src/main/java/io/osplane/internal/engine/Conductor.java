package io.osplane.internal.engine;

import io.osplane.Report;
import io.osplane.Report.Outcome;
import io.osplane.Report.StepResult;
import io.osplane.error.OperationFailedException;
import io.osplane.error.OsplaneException;
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
import io.osplane.spi.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Starts each task as soon as what it needs is done, and stops at the next task boundary when one
 * fails or the operation is cancelled. One thread conducts; tasks run on the executor.
 */
final class Conductor {
  /** A task that ended; without a failure it is done. */
  private record Ended(Node node, Duration took, @Nullable Throwable failure) {}

  private final String operation;
  private final Plan plan;
  private final Labour labour;
  private final Signal signal;
  private final Executor executor;
  private final EventBus events;
  private final Clock clock;
  private final Instant began;
  private final Course course;
  private final Map<String, Node> waiting = new LinkedHashMap<>();
  private final Set<String> running = new HashSet<>();
  private final Set<String> done = new HashSet<>();
  private final List<StepResult> results = new ArrayList<>();
  private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
  private @Nullable Throwable failure;

  Conductor(
      String operation,
      Plan plan,
      Labour labour,
      Signal signal,
      Executor executor,
      EventBus events,
      Clock clock,
      Course course) {
    this.operation = operation;
    this.plan = plan;
    this.labour = labour;
    this.signal = signal;
    this.executor = executor;
    this.events = events;
    this.clock = clock;
    this.began = clock.instant();
    this.course = course;
  }

  /**
   * Carries out the nodes.
   *
   * @return the report, if every node is done
   * @throws OperationFailedException with the report, otherwise
   */
  Report conduct(List<Node> nodes) {
    nodes.forEach(node -> waiting.put(node.id(), node));
    course.begin(plan, nodes.stream().filter(this::isTold).map(Node::id).toList());
    startReady();
    boolean isInterrupted = false;
    while (!running.isEmpty()) {
      try {
        end(ended.take());
      } catch (InterruptedException e) {
        // what runs comes to its boundary first: nobody may write after the hold is given back
        isInterrupted = true;
        signal.cancel();
      }
      startReady();
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
    return report(nodes.size());
  }

  private void startReady() {
    if (failure != null || signal.isCancelled()) {
      return;
    }
    boolean again = true;
    while (again) {
      again = false;
      for (Node node : List.copyOf(waiting.values())) {
        if (done.containsAll(node.needs())) {
          waiting.remove(node.id());
          again |= !start(node);
        }
      }
    }
  }

  /** Whether it was started; what is done already is not. */
  private boolean start(Node node) {
    if (!labour.isDue(node)) {
      done.add(node.id());
      course.done(node.id());
      return false;
    }
    running.add(node.id());
    if (isTold(node)) {
      tell(node, new StepStarted(clock.instant(), operation, step(node)));
    }
    try {
      executor.execute(() -> ended.add(context(node).call(() -> run(node))));
    } catch (RejectedExecutionException e) {
      ended.add(new Ended(node, Duration.ZERO, e));
    }
    return true;
  }

  private Ended run(Node node) {
    Instant start = clock.instant();
    try {
      labour.run(node, notYet -> wait(node, notYet));
      return new Ended(node, Duration.between(start, clock.instant()), null);
    } catch (Exception | Error e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return new Ended(node, Duration.between(start, clock.instant()), e);
    }
  }

  private void wait(Node node, Verdict.NotYet notYet) {
    Progress progress = course.at(node.id(), notYet.done());
    tell(node, new StepWaiting(clock.instant(), operation, step(node), notYet.why(), progress));
  }

  private void end(Ended task) {
    Node node = task.node();
    running.remove(node.id());
    if (task.failure() != null) {
      fail(task, task.failure());
      return;
    }
    done.add(node.id());
    Progress progress = course.done(node.id());
    if (isTold(node)) {
      results.add(new StepResult(node.id(), Outcome.DONE, "", task.took()));
      tell(node, new StepFinished(clock.instant(), operation, step(node), progress));
    }
  }

  private void fail(Ended task, Throwable cause) {
    boolean isCancelled = cause instanceof InterruptedException;
    results.add(
        new StepResult(
            task.node().id(),
            isCancelled ? Outcome.CANCELLED : Outcome.FAILED,
            String.valueOf(cause.getMessage()),
            task.took()));
    if (!isCancelled) {
      tell(task.node(), new StepFailed(clock.instant(), operation, step(task.node()), cause));
      failure = failure == null ? cause : failure;
    }
    signal.cancel();
  }

  private void tell(Node node, Event event) {
    context(node).run(() -> events.tell(event));
  }

  private LogContext context(Node node) {
    return LogContext.of(operation, node.component());
  }

  /** Whether listeners hear of it: what the plan has, and waits. */
  private boolean isTold(Node node) {
    return node.task() instanceof Await || planned(node.id()) != null;
  }

  private Step step(Node node) {
    Step planned = planned(node.id());
    return planned != null
        ? planned
        : new Step(
            node.id(),
            node.task().phase(),
            node.task().name(),
            "",
            Impact.NONE,
            Undo.REAPPLY,
            node.needs(),
            "",
            List.of());
  }

  private @Nullable Step planned(String id) {
    return plan.steps().stream().filter(s -> s.id().equals(id)).findFirst().orElse(null);
  }

  private Report report(int all) {
    for (Node node : waiting.values()) {
      List<String> missing = node.needs().stream().filter(n -> !done.contains(n)).toList();
      results.add(
          new StepResult(node.id(), Outcome.CANCELLED, "waited for " + missing, Duration.ZERO));
    }
    Duration took = Duration.between(began, clock.instant());
    if (done.size() == all) {
      return new Report(plan, Outcome.DONE, results, took);
    }
    Outcome outcome = failure == null ? Outcome.CANCELLED : Outcome.FAILED;
    throw failed(new Report(plan, outcome, results, took));
  }

  private OperationFailedException failed(Report report) {
    if (failure == null) {
      return new OperationFailedException(
          report,
          plan.verb() + " of " + plan.controlPlane() + " was cancelled",
          "Apply again to go on: what was done stays",
          null);
    }
    StepResult first =
        report.steps().stream()
            .filter(s -> s.outcome() == Outcome.FAILED)
            .findFirst()
            .orElseThrow();
    String at = plan.verb() + " of " + plan.controlPlane() + " failed at " + first.id() + ": ";
    if (failure instanceof OsplaneException known) {
      return new OperationFailedException(report, at + known.problem(), known.remedy(), known);
    }
    return new OperationFailedException(
        report,
        at + failure,
        "This is a defect of Osplane or of a component: report it with the cause below",
        failure);
  }
}
