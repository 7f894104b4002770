package io.osplane.internal;

import io.osplane.Ticker;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The JVM's time, with one thread for the actions. */
final class MonotonicTicker implements Ticker, AutoCloseable {
  private final ScheduledThreadPoolExecutor timer;

  MonotonicTicker(ThreadFactory threads) {
    timer = new ScheduledThreadPoolExecutor(1, threads);
    timer.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime());
  }

  @Override
  public Alarm after(Duration delay, Runnable action) {
    return cancelling(timer.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS));
  }

  @Override
  public Alarm every(Duration period, Runnable action) {
    long nanos = period.toNanos();
    return cancelling(timer.scheduleWithFixedDelay(action, nanos, nanos, TimeUnit.NANOSECONDS));
  }

  private static Alarm cancelling(Future<?> future) {
    return () -> future.cancel(false);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
