package io.osplane.testkit.internal.contract;

import io.osplane.event.Events;
import io.osplane.event.OperationStarted;
import io.osplane.event.StepFailed;
import io.osplane.event.StepFinished;
import io.osplane.event.StepStarted;
import io.osplane.plan.ObjectChange;
import io.osplane.plan.Plan;
import io.osplane.plan.Step;
import io.osplane.testkit.AuditRecord;
import io.osplane.testkit.internal.model.Kinds;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells what an operation does for components that are not under test from what it does otherwise.
 *
 * <p>A write is theirs if only steps of theirs are under way, or if steps of both are and the plan
 * has its object in one of theirs. So in doubt it is not theirs. Thread-safe.
 */
final class Others {
  private final Set<String> names;
  private final Kinds kinds = Kinds.load();
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final Set<String> objects = ConcurrentHashMap.newKeySet();

  /** Nothing is under way yet. */
  Others(Set<String> names) {
    this.names = names;
  }

  /** Follows one operation; to be called before it begins. */
  void follow(Events events) {
    events.on(OperationStarted.class, e -> note(e.plan()));
    events.on(StepStarted.class, e -> underWay.add(e.step().id()));
    events.on(StepFinished.class, e -> underWay.remove(e.step().id()));
    events.on(StepFailed.class, e -> underWay.remove(e.step().id()));
  }

  private void note(Plan plan) {
    plan.steps().stream()
        .filter(step -> isTheirs(step.id()))
        .map(Step::changes)
        .forEach(changes -> changes.forEach(this::note));
  }

  private void note(ObjectChange change) {
    objects.add(kinds.named(change.kind()).plural() + "/" + change.name());
  }

  /** Whether a step of that id, such as {@code galera/bootstrap}, is theirs. */
  boolean isTheirs(String step) {
    return names.contains(step.substring(0, step.indexOf('/')));
  }

  boolean isTheirs(AuditRecord write) {
    long theirs = underWay.stream().filter(this::isTheirs).count();
    boolean isAlone = theirs == underWay.size();
    return theirs > 0 && (isAlone || objects.contains(write.resource() + "/" + write.name()));
  }
}
