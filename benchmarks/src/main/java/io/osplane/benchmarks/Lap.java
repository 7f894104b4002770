package io.osplane.benchmarks;

/**
 * One thing that was asked for, and how it ended.
 *
 * @param kind what was asked for
 * @param begin when, in seconds after the first one
 * @param seconds how long it took until it was so, or until it failed
 * @param failure why it failed; empty if it did not
 */
record Lap(Kind kind, double begin, double seconds, String failure) {
  /** What is asked for; the words are those of Rally. */
  enum Kind {
    /** A server, until it is ACTIVE. */
    BOOT("nova.boot_server"),
    /** That a server goes, until it is not found. */
    DELETE("nova.delete_server");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  boolean isFailed() {
    return !failure.isEmpty();
  }

  double end() {
    return begin + seconds;
  }
}
