package io.osplane.testkit.internal.clock;

import java.time.Instant;
import java.util.Comparator;

/** Something to do at a time. */
public final class Timer {
  static final Comparator<Timer> ORDER =
      Comparator.comparing((Timer t) -> t.due).thenComparing(t -> t.sequence);

  final Instant due;
  final long sequence;
  final Pull pull;
  final Runnable action;

  Timer(Instant due, long sequence, Pull pull, Runnable action) {
    this.due = due;
    this.sequence = sequence;
    this.pull = pull;
    this.action = action;
  }
}
