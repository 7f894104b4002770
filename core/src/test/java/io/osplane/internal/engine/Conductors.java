package io.osplane.internal.engine;

import io.osplane.ControlPlaneSpec;
import io.osplane.OnConflict;
import io.osplane.internal.EventBus;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Conductors whose tasks need no cluster. */
final class Conductors {
  static final Situation NOWHERE =
      new Situation(
          "prod", null, null, null, null, null, null, new SideBySide(Runnable::run), null);

  private Conductors() {}

  static Conductor of(Executor threads) {
    return of(NOWHERE, new Signal(), new EventBus(), threads, new Course("deploy"));
  }

  static Conductor of(Situation now, Signal signal, EventBus bus, Executor threads, Course course) {
    return of(now, signal, bus, threads, course, Conductor.Setback.ENDS_ALL);
  }

  static Conductor of(
      Situation now,
      Signal signal,
      EventBus bus,
      Executor threads,
      Course course,
      Conductor.Setback setback) {
    Clock clock = Clock.systemUTC();
    Labour labour =
        new Labour(
            new Labour.Terms(
                now,
                Roster.past(ControlPlaneSpec.builder().build(), Given.PLANE, Map.of()),
                Optional.empty(),
                Ledger.none(),
                signal,
                clock,
                Duration.ofHours(1),
                OnConflict.REFUSE,
                (change, object) -> {}));
    return new Conductor(
        Given.emptyPlan(),
        labour,
        signal,
        threads,
        new Story("op-1", Given.emptyPlan(), bus, clock),
        clock,
        course,
        setback);
  }
}
