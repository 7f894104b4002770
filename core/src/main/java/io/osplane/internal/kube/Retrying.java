package io.osplane.internal.kube;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;

/**
 * How long one request may take, and how the tries of it lie apart.
 *
 * @param limit for one try
 * @param first the pause after the first try; each later one is twice as long, 30 % more or less
 * @param longest no pause is longer
 */
public record Retrying(Duration limit, Duration first, Duration longest) {
  static final Retrying USUAL =
      new Retrying(Duration.ofSeconds(10), Duration.ofMillis(200), Duration.ofSeconds(4));

  IntervalFunction pauses() {
    return IntervalFunction.ofExponentialRandomBackoff(
        first.toMillis(), 2.0, 0.3, longest.toMillis());
  }
}
