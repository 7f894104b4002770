package io.osplane.internal.engine;

import io.osplane.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A count of changes that can be waited for: whoever read the count before looking cannot miss a
 * change after it. Thread-safe.
 */
final class Signal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition raised = lock.newCondition();
  private long count;
  private boolean isCancelled;

  /** Something changed. */
  void raise() {
    lock.lock();
    try {
      count++;
      raised.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends every wait, now and later. */
  void cancel() {
    lock.lock();
    try {
      isCancelled = true;
      raised.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isCancelled() {
    lock.lock();
    try {
      return isCancelled;
    } finally {
      lock.unlock();
    }
  }

  long count() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a change after the given count, or for the time to pass by a ticker.
   *
   * @throws InterruptedException if cancelled
   */
  void await(long seen, Duration time, Ticker ticker) throws InterruptedException {
    Ticker.Alarm alarm = ticker.after(time, this::raise);
    try {
      await(seen, Long.MAX_VALUE);
    } finally {
      alarm.close();
    }
  }

  /**
   * Waits for a change after the given count, or for the time to pass.
   *
   * @throws InterruptedException if cancelled
   */
  void await(long seen, long millis) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (count == seen && !isCancelled && left > 0) {
        left = raised.awaitNanos(left);
      }
      if (isCancelled) {
        throw new InterruptedException("cancelled");
      }
    } finally {
      lock.unlock();
    }
  }
}
