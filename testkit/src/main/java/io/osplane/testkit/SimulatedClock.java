package io.osplane.testkit;

import io.osplane.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The virtual time of a simulated cluster.
 *
 * <p>Time stands still while there is work to do; when there is none, it jumps to the next timer
 * that carries something on, if that is no further away than the horizon. Timers that merely wait
 * for the hour to come, such as those of a CronJob, are reached only by {@link #advance} or when
 * time passes them by. After 30 minutes of virtual time without anything from outside, time stands
 * still until something comes. Thread-safe.
 */
public interface SimulatedClock {

  Instant now();

  /** Lets this much time pass, with everything that happens in it, before it returns. */
  void advance(Duration duration);

  /** Does everything that is left to do, jumps of time included, before it returns. */
  void settle();

  /** Runs an action later, inside the simulation; time may jump to it. */
  void runAfter(Duration delay, Runnable action);

  /** This time as a {@link Clock}, for code under test. */
  Clock asClock();

  /**
   * This time as a {@link Ticker}, for control planes under test: the hold of a caller that died
   * runs out as soon as another one waits for it, and one that lives is renewed in time however far
   * virtual time jumps. An action of it must not let time pass itself.
   */
  Ticker asTicker();
}
