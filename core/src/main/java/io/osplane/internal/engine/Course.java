package io.osplane.internal.engine;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.osplane.event.Progress;
import io.osplane.plan.Plan;
import io.osplane.plan.Step;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How far one operation is by now. Thread-safe. */
final class Course {
  /** What is left when all tasks are done: to note it. Without it nothing is a success. */
  private static final String NOTE = "osplane/note";

  private Progress now;

  Course(String verb) {
    this.now = Progress.of(verb, List.of());
  }

  synchronized Progress now() {
    return now;
  }

  /** Sets out on a plan and on what else is told of, for example waits. */
  synchronized void begin(Plan plan, List<String> told) {
    Set<String> steps = new LinkedHashSet<>(told);
    plan.steps().stream().map(Step::id).forEach(steps::add);
    steps.add(NOTE);
    now = Progress.of(plan.verb(), steps);
  }

  /** A step has come that far. */
  synchronized Progress at(String step, double reached) {
    now = now.at(step, reached);
    return now;
  }

  @CanIgnoreReturnValue
  synchronized Progress done(String step) {
    now = now.done(step);
    return now;
  }

  /** What the engine does itself is done too. */
  synchronized void end() {
    now.part("osplane").ifPresent(own -> own.parts().forEach(p -> done("osplane/" + p.name())));
  }
}
