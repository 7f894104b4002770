package io.osplane.compute;

import io.osplane.spi.Verdict;
import java.util.function.Supplier;

/**
 * Asks less and less often: at the first look, the second, the fourth and the eighth, and then at
 * each eighth. Waits look at least once a second, and whenever an object changes, while what is
 * asked here is seen by no watch. For one wait, in one thread.
 */
final class Pace {
  private static final int LONGEST = 8;
  private final Supplier<Verdict> question;
  private Verdict last = Verdict.notYet("");
  private int gap = 1;
  private int left = 1;

  /**
   * Asks nothing yet.
   *
   * @param question what takes requests to answer
   */
  Pace(Supplier<Verdict> question) {
    this.question = question;
  }

  /** The last answer, or a new one when it is time. */
  Verdict look() {
    left--;
    if (left == 0) {
      last = question.get();
      left = gap;
      gap = Math.min(LONGEST, 2 * gap);
    }
    return last;
  }
}
