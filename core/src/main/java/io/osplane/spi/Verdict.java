package io.osplane.spi;

import java.util.function.Supplier;

/** What was concluded from an observation. */
public sealed interface Verdict {
  /** It is so. */
  record Met() implements Verdict {}

  /**
   * It is not so yet.
   *
   * @param why what is missing, for a person
   * @param progress a text that changes while there is progress: patience starts anew with it
   * @param done which share of it is so already, from 0 to 1; 0 where that is not known
   */
  record NotYet(String why, String progress, double done) implements Verdict {
    /**
     * Checks the share.
     *
     * @throws IllegalArgumentException if it is not from 0 to 1
     */
    public NotYet {
      if (!(done >= 0 && done <= 1)) {
        throw new IllegalArgumentException("a share from 0 to 1, not " + done);
      }
    }

    /** Of an unknown share. */
    public NotYet(String why, String progress) {
      this(why, progress, 0);
    }
  }

  /**
   * It will not become so by waiting.
   *
   * @param why what was seen
   * @param remedy what to do
   */
  record Failed(String why, String remedy) implements Verdict {}

  /** This one unless it is met, else the next. */
  default Verdict and(Supplier<Verdict> next) {
    return this instanceof Met ? next.get() : this;
  }

  static Verdict met() {
    return new Met();
  }

  /** Not yet; the reason itself is the progress. */
  static Verdict notYet(String why) {
    return new NotYet(why, why);
  }

  /**
   * Not yet all of so many; the reason itself is the progress.
   *
   * @param done how many are so; more than all counts as all
   */
  static Verdict notYet(String why, int done, int all) {
    return new NotYet(why, why, all > 0 ? Math.min(1.0, (double) done / all) : 0);
  }

  static Verdict failed(String why, String remedy) {
    return new Failed(why, remedy);
  }
}
