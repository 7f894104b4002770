package io.osplane.spi;

/** What was concluded from an observation. */
public sealed interface Verdict {
  /** It is so. */
  record Met() implements Verdict {}

  /**
   * It is not so yet.
   *
   * @param why what is missing, for a person
   * @param progress a text that changes while there is progress: patience starts anew with it
   */
  record NotYet(String why, String progress) implements Verdict {}

  /**
   * It will not become so by waiting.
   *
   * @param why what was seen
   * @param remedy what to do
   */
  record Failed(String why, String remedy) implements Verdict {}

  static Verdict met() {
    return new Met();
  }

  /** Not yet; the reason itself is the progress. */
  static Verdict notYet(String why) {
    return new NotYet(why, why);
  }

  static Verdict failed(String why, String remedy) {
    return new Failed(why, remedy);
  }
}
