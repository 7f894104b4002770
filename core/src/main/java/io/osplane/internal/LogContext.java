package io.osplane.internal;

import io.osplane.ComponentName;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What every log line of a piece of work carries in the MDC, on whatever thread it runs. What the
 * thread had before is back when the work ends: the thread may be the caller's.
 *
 * @param operation the operation's id; null outside of operations
 * @param component the component that is worked on; null if none is
 * @param step the id of the step that is carried out; null if none is
 */
public record LogContext(
    @Nullable String operation, @Nullable String component, @Nullable String step) {
  private static final String OPERATION = "operation";
  private static final String COMPONENT = "component";
  private static final String STEP = "step";

  /** Of an operation as a whole. */
  public static LogContext of(String operation) {
    return new LogContext(operation, null, null);
  }

  /** Of a step of an operation. */
  public static LogContext of(String operation, ComponentName component, String step) {
    return new LogContext(operation, component.value(), step);
  }

  /** Of this thread as it is now, for work that goes on in another one. */
  public static LogContext current() {
    return new LogContext(MDC.get(OPERATION), MDC.get(COMPONENT), MDC.get(STEP));
  }

  /** A copy for a component. */
  public LogContext with(ComponentName name) {
    return new LogContext(operation, name.value(), step);
  }

  /** The work, with this context wherever it runs. */
  public Runnable around(Runnable work) {
    return () -> run(work);
  }

  public void run(Runnable work) {
    LogContext before = current();
    enter();
    try {
      work.run();
    } finally {
      before.enter();
    }
  }

  public <T> T call(Supplier<T> work) {
    LogContext before = current();
    enter();
    try {
      return work.get();
    } finally {
      before.enter();
    }
  }

  private void enter() {
    put(OPERATION, operation);
    put(COMPONENT, component);
    put(STEP, step);
  }

  private static void put(String key, @Nullable String value) {
    if (value == null) {
      MDC.remove(key);
    } else {
      MDC.put(key, value);
    }
  }
}
