package io.osplane.internal.engine;

import io.osplane.Execution;
import io.osplane.Operation;
import io.osplane.Report;
import io.osplane.plan.Plan;
import java.util.List;
import java.util.Optional;

/**
 * A verb on a control plane: what it would do, and how it is remembered. An {@link Attempt} does
 * it, for every verb in the same way.
 */
abstract class Verb implements Operation {
  private final Engine engine;
  private final String name;

  Verb(Engine engine, String name) {
    this.engine = engine;
    this.name = name;
  }

  /**
   * What would be done now; asks the cluster for nothing but what a decision needs.
   *
   * @param isReviewed whether a person has seen what would be done
   */
  abstract Draft draft(Situation now, boolean isReviewed);

  /** Where it is noted what was done once. */
  abstract Ledger ledger(Situation now, Hold hold, Draft draft);

  /**
   * Remembers that everything is done.
   *
   * @param left what could not be deleted yet
   */
  void remember(Situation now, Hold hold, Draft draft, List<String> left) {
    now.state().revision(hold, Inventory.asDone(draft.revision(), left, now));
  }

  /** What becomes of the other tasks when one fails. */
  Conductor.Setback setback() {
    return Conductor.Setback.ENDS_ALL;
  }

  /** The fingerprint of a plan on this control plane and no other. */
  final String fingerprint(String content) {
    return Keys.sha256(
        String.join(
            "\n",
            name,
            engine.cluster().server(),
            engine.cluster().namespace(),
            engine.plane(),
            content));
  }

  final Engine engine() {
    return engine;
  }

  final String name() {
    return name;
  }

  @Override
  public final Plan plan() {
    return draft(engine.look(), true).plan();
  }

  @Override
  public final Report apply() {
    return attempt(Optional.empty(), new Signal(), new Course(name)).run();
  }

  @Override
  public final Report apply(Plan reviewed) {
    return attempt(Optional.of(reviewed), new Signal(), new Course(name)).run();
  }

  @Override
  public final Execution start() {
    return new Running(
        engine,
        new Course(name),
        (signal, course) -> attempt(Optional.empty(), signal, course).run());
  }

  private Attempt attempt(Optional<Plan> reviewed, Signal signal, Course course) {
    return new Attempt(this, new Consent(reviewed, engine.onConflict()), signal, course);
  }

  /** Whether there is nothing to note either: no other spec, and no operation left open. */
  boolean isRemembered(Situation now, Draft draft) {
    boolean isNoted =
        draft.revision().isDone() && now.state().revision().equals(Optional.of(draft.revision()));
    return isNoted && Hold.open(engine.cluster()).isEmpty();
  }
}
