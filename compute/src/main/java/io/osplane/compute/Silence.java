package io.osplane.compute;

import io.osplane.spi.Verdict;

/**
 * A wait for what says nothing of how far it is, such as the making of an image: for the first
 * looks it is taken for progress that time passes, at the pace of {@link Pace} for an hour, and
 * anew whenever something is seen to change. For one wait, in one thread.
 */
final class Silence {
  private static final int LOOKS_OF_A_MINUTE = 8;
  private static final int MINUTES = 60;
  private String seen = "";
  private int looks;

  /** What is missing; the reason itself is what may change. */
  Verdict.NotYet of(String why) {
    looks = why.equals(seen) ? looks + 1 : 0;
    seen = why;
    int minutes = Math.min(MINUTES, looks / LOOKS_OF_A_MINUTE);
    return new Verdict.NotYet(why, why + " " + minutes);
  }
}
