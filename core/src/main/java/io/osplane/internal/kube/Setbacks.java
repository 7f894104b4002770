package io.osplane.internal.kube;

import io.osplane.error.ForbiddenException;
import io.osplane.error.OsplaneException;
import java.time.Duration;

/** The failures of a watch in a row: how long it pauses after each, and when it gives up. */
final class Setbacks {
  private static final int MOST = 12;
  private static final int MOST_REFUSALS = 5;
  private static final int LONGEST = 10;

  private final Duration pause;
  private int number;

  /**
   * None yet.
   *
   * @param pause after the first; each one after it takes twice as long, up to ten times
   */
  Setbacks(Duration pause) {
    this.pause = pause;
  }

  /** It works again. */
  synchronized void clear() {
    number = 0;
  }

  /** Counts one more; whether that was the last one to bear. */
  synchronized boolean isLast(OsplaneException why) {
    number++;
    return number >= (why instanceof ForbiddenException ? MOST_REFUSALS : MOST);
  }

  /** How long to pause now. */
  synchronized Duration pause() {
    return pause.multipliedBy(Math.min(LONGEST, 1L << Math.min(number - 1, LONGEST)));
  }
}
