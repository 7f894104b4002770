package io.osplane.benchmarks;

import java.time.Duration;
import java.time.Instant;

/**
 * A part of the critical path.
 *
 * @param step the step it belongs to
 * @param kind who had the next move
 * @param from its begin
 * @param to its end, not before {@code from}
 */
record Stretch(String step, Kind kind, Instant from, Instant to) {
  /** Who has the next move. */
  enum Kind {
    /** The cluster: a condition that was needed was not true yet. */
    CLUSTER,
    /** The API server, or a command in a pod: a request was under way. */
    REQUEST,
    /** Osplane, as far as can be seen. */
    IDLE
  }

  Duration length() {
    return Duration.between(from, to);
  }
}
