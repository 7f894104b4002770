package io.osplane.internal.engine;

import io.osplane.Report;
import io.osplane.Report.Outcome;
import io.osplane.Report.StepResult;
import io.osplane.error.OperationFailedException;
import io.osplane.error.OsplaneException;
import io.osplane.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the steps of one operation by now. */
final class Results {
  private final Plan plan;
  private final List<StepResult> steps = new ArrayList<>();
  private @Nullable Throwable first;

  Results(Plan plan) {
    this.plan = plan;
  }

  /** Whether a step failed; one that was cancelled has not. */
  boolean isFailed() {
    return first != null;
  }

  void done(Node node, Duration took) {
    steps.add(new StepResult(node.id(), Outcome.DONE, "", took));
  }

  /** A step ended with a failure, or was cancelled if that is an interrupt. */
  void failed(Node node, Throwable cause, Duration took) {
    boolean isCancelled = cause instanceof InterruptedException;
    Outcome outcome = isCancelled ? Outcome.CANCELLED : Outcome.FAILED;
    steps.add(new StepResult(node.id(), outcome, String.valueOf(cause.getMessage()), took));
    if (!isCancelled && first == null) {
      first = cause;
    }
  }

  /** A step was not begun, for want of others. */
  void left(Node node, List<String> missing) {
    steps.add(new StepResult(node.id(), Outcome.CANCELLED, "waited for " + missing, Duration.ZERO));
  }

  Report report(Outcome outcome, Duration took) {
    return new Report(plan, outcome, steps, took);
  }

  /** The error for an operation that is over and not done: its first failure, or a cancellation. */
  OperationFailedException failure(Duration took) {
    return first == null
        ? cancelled(report(Outcome.CANCELLED, took))
        : failed(report(Outcome.FAILED, took), first);
  }

  private OperationFailedException cancelled(Report report) {
    return new OperationFailedException(
        report,
        plan.verb() + " of " + plan.controlPlane() + " was cancelled",
        "Apply again to go on: what was done stays",
        null);
  }

  private OperationFailedException failed(Report report, Throwable failure) {
    List<String> at =
        steps.stream().filter(s -> s.outcome() == Outcome.FAILED).map(StepResult::id).toList();
    String tried =
        plan.verb() + " of " + plan.controlPlane() + " failed at " + String.join(", ", at) + ": ";
    if (failure instanceof OsplaneException known) {
      return new OperationFailedException(report, tried + known.problem(), known.remedy(), known);
    }
    return new OperationFailedException(
        report,
        tried + failure,
        "This is a defect of Osplane or of a component: report it with the cause below",
        failure);
  }
}
