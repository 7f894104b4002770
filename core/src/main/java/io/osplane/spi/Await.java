package io.osplane.spi;

import io.osplane.plan.Phase;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * A named condition that is waited for in every operation.
 *
 * @param name the task's name
 * @param phase when
 * @param needs what must be done before
 * @param what what is waited for, for a person
 * @param judge the verdict on what is seen; judged anew whenever an object changes
 * @param grace after this long without progress the operation goes on without it; empty: it fails;
 *     a verdict that it failed is never gone on without
 */
public record Await(
    String name,
    Phase phase,
    Needs needs,
    String what,
    Function<Probe, Verdict> judge,
    Optional<Duration> grace)
    implements Task {

  /** An additive condition without needs, judged on Kubernetes objects. */
  public static Await of(String name, String what, Function<View, Verdict> judge) {
    return new Await(
        name,
        Phase.EXPAND,
        Needs.none(),
        what,
        probe -> judge.apply(probe.view()),
        Optional.empty());
  }

  public Await in(Phase newPhase) {
    return new Await(name, newPhase, needs, what, judge, grace);
  }

  public Await after(Needs newNeeds) {
    return new Await(name, phase, newNeeds, what, judge, grace);
  }

  /**
   * A copy without which the operation goes on after so long without progress. A verdict that it
   * failed ends the operation all the same.
   */
  public Await orGoOnAfter(Duration limit) {
    return new Await(name, phase, needs, what, judge, Optional.of(limit));
  }
}
