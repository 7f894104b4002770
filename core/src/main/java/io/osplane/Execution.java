package io.osplane;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.osplane.event.Progress;
import java.util.concurrent.CompletionStage;

/** An operation that runs in the background. Thread-safe. */
public interface Execution {
  /**
   * How far it is, as a tree of shares; it never goes back, and is 1 exactly when it has succeeded.
   * Without parts until the plan is made.
   */
  Progress progress();

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
