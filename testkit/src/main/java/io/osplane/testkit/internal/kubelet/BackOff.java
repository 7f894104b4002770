package io.osplane.testkit.internal.kubelet;

import java.time.Duration;

/** Ten seconds, then twice as long each time, up to five minutes. Not thread-safe. */
final class BackOff {
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private Duration last = Duration.ZERO;

  Duration next() {
    Duration next = last.isZero() ? FIRST : last.multipliedBy(2);
    last = next.compareTo(LONGEST) > 0 ? LONGEST : next;
    return last;
  }

  /** Begins anew if the container ran well for twice the longest back-off. */
  void ran(Duration duration) {
    if (duration.compareTo(LONGEST.multipliedBy(2)) > 0) {
      last = Duration.ZERO;
    }
  }

  /** As kubelet writes it, such as {@code 40s} or {@code 2m40s}. */
  static String text(Duration duration) {
    long minutes = duration.toMinutes();
    return (minutes > 0 ? minutes + "m" : "") + duration.toSecondsPart() + "s";
  }
}
