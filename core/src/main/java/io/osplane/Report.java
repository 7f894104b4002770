package io.osplane;

import io.osplane.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What an operation did.
 *
 * @param plan what it set out to do
 * @param outcome how it ended
 * @param steps what became of each step, in the order in which they ended
 * @param took from the first look at the cluster to the end
 */
public record Report(Plan plan, Outcome outcome, List<StepResult> steps, Duration took) {

  /** How an operation ended. */
  public enum Outcome {
    DONE,
    FAILED,
    CANCELLED
  }

  /**
   * What became of one step.
   *
   * @param id the step's id in the plan
   * @param outcome {@code DONE}, {@code FAILED}, or {@code CANCELLED} if it was never begun
   * @param detail why it failed or was not begun; empty if it is done
   * @param took from its begin to its end
   */
  public record StepResult(String id, Outcome outcome, String detail, Duration took) {}

  public Report {
    steps = List.copyOf(steps);
  }

  /** The report as text, one line a step. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s %s in %.1f s%n",
            plan.verb(),
            outcome.name().toLowerCase(Locale.ROOT),
            took.toMillis() / 1000.0));
    for (StepResult step : steps) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %-9s %-40s %6.1f s%s%n",
              step.outcome().name().toLowerCase(Locale.ROOT),
              step.id(),
              step.took().toMillis() / 1000.0,
              step.detail().isEmpty() ? "" : "  " + step.detail().lines().findFirst().orElse("")));
    }
    return text.toString();
  }
}
