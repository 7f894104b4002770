package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Looks twice a second at what has no watch: what an OpenStack service or a guest says. */
final class Until {
  private static final long PAUSE_MILLIS = 500;

  private Until() {}

  /** How long it took; asserts that it became so. */
  static Duration so(String what, Duration limit, BooleanSupplier isSo) {
    Instant begin = Instant.now();
    CountDownLatch never = new CountDownLatch(1);
    while (!isSo.getAsBoolean()) {
      assertThat(Instant.now()).as("%s within %s", what, limit).isBefore(begin.plus(limit));
      try {
        assertThat(never.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)).isFalse();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    return Duration.between(begin, Instant.now());
  }

  /** The first value; asserts that there came one. */
  static <T> T there(String what, Duration limit, Supplier<Optional<T>> look) {
    AtomicReference<T> found = new AtomicReference<>();
    Duration unused =
        so(
            what,
            limit,
            () -> {
              look.get().ifPresent(found::set);
              return found.get() != null;
            });
    return found.get();
  }
}
