package io.osplane.internal.plan;

import com.google.errorprone.annotations.FormatMethod;
import io.osplane.error.Violation;
import io.osplane.plan.FieldChange;
import io.osplane.plan.Impact;
import io.osplane.plan.ObjectChange;
import io.osplane.plan.Plan;
import io.osplane.plan.Step;
import io.osplane.plan.Undo;
import java.util.Map;
import java.util.TreeMap;

/** A plan as text for a reader, in the manner that Terraform made known. */
public final class PlanText {
  /** Why there is nothing to do for a verb that is not about the spec. */
  private static final Map<String, String> EMPTY =
      Map.of(
          "heal", "no remedy is known for anything that health() finds",
          "remove", "nothing is there",
          "remove with data", "nothing is there");

  private final StringBuilder text = new StringBuilder();

  private PlanText() {}

  /** The whole plan; its first line names server, namespace and control plane. */
  public static String of(Plan plan) {
    return new PlanText().write(plan).text.toString();
  }

  private PlanText write(Plan plan) {
    line(
        "%s %s on %s, namespace %s",
        plan.verb(), plan.controlPlane(), plan.server(), plan.namespace());
    if (plan.isEmpty()) {
      line(
          "Nothing to do: %s%s.",
          EMPTY.getOrDefault(plan.verb(), "the cluster is as the spec says"),
          plan.left().isEmpty() ? "" : ", but for what is left to others");
    } else {
      writeSteps(plan);
    }
    if (!plan.left().isEmpty()) {
      line("");
      line("Left to others:");
      plan.left().forEach(this::write);
    }
    if (!plan.acknowledged().isEmpty()) {
      line("");
      line("Acknowledged:");
      plan.acknowledged().forEach(this::write);
    }
    return this;
  }

  private void writeSteps(Plan plan) {
    line("");
    plan.steps().forEach(this::write);
    line("");
    line("%s, impact %s.", summary(plan), plan.impact());
    plan.pointOfNoReturn().ifPresent(s -> line("No way back after %s: %s.", s.id(), s.summary()));
  }

  private void write(Step step) {
    line(
        "%s: %s%s%s",
        step.id(),
        step.summary(),
        step.impact() == Impact.NONE ? "" : " [" + step.impact() + "]",
        step.undo() == Undo.REAPPLY ? "" : " [undo: " + step.undo() + "]");
    if (!step.reason().isEmpty()) {
      line("    because %s", step.reason());
    }
    step.changes().forEach(this::write);
  }

  private void write(ObjectChange change) {
    line("  %s %s/%s", change.action().sign(), change.kind(), change.name());
    change
        .fields()
        .forEach(change.action() == ObjectChange.Action.LEAVE ? this::writeLeft : this::write);
  }

  private void writeLeft(FieldChange field) {
    line(
        "      %s: %s left to %s; the spec says %s",
        field.path(),
        field.before().isEmpty() ? "(none)" : field.before(),
        field.heldBy(),
        field.after().isEmpty() ? "(none)" : field.after());
  }

  private void write(FieldChange field) {
    line(
        "      %s: %s → %s%s",
        field.path(),
        field.before().isEmpty() ? "(none)" : field.before(),
        field.after().isEmpty() ? "(none)" : field.after(),
        field.isConflict() ? "   held by " + field.heldBy() : "");
  }

  private void write(Violation warning) {
    line("  %s %s: %s", warning.rule(), warning.path(), warning.problem());
  }

  private static String summary(Plan plan) {
    Map<ObjectChange.Action, Long> counts = new TreeMap<>();
    plan.steps().stream()
        .flatMap(s -> s.changes().stream())
        .forEach(c -> counts.merge(c.action(), 1L, Long::sum));
    return "Plan: %d steps, %d objects to create, %d to update, %d to delete"
        .formatted(
            plan.steps().size(),
            counts.getOrDefault(ObjectChange.Action.CREATE, 0L),
            counts.getOrDefault(ObjectChange.Action.UPDATE, 0L),
            counts.getOrDefault(ObjectChange.Action.DELETE, 0L));
  }

  @FormatMethod
  private void line(String format, Object... arguments) {
    text.append(format.formatted(arguments)).append('\n');
  }
}
