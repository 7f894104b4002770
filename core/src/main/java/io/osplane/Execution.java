package io.osplane;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.concurrent.CompletionStage;

/** An operation that runs in the background. Thread-safe. */
public interface Execution {
  /** The share that is done, from 0 to 1; it never goes back and ends at 1. */
  double progress();

  /** Asks to stop at the next task boundary; what is done stays, and applying again goes on. */
  void cancel();

  /**
   * Waits for the end.
   *
   * @throws io.osplane.error.OsplaneException what {@link Operation#apply()} would have thrown
   */
  @CanIgnoreReturnValue
  Report await();

  /** The end, for composition; completed exceptionally with what {@code apply} would throw. */
  CompletionStage<Report> completion();
}
