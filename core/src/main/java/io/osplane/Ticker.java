package io.osplane;

import java.time.Duration;

/**
 * Time as it passes, which nobody can set: terms are measured by it and pauses end by it, whatever
 * the time of day does.
 *
 * <p>The one that is used if none is given is the JVM's ({@link System#nanoTime}). A simulated
 * cluster has one on virtual time. Thread-safe.
 */
public interface Ticker {

  /** The time since a moment that stays the same for this ticker; it never becomes less. */
  Duration elapsed();

  /**
   * Runs a short action once, on a thread of the ticker's, when the delay is over. Somebody waits
   * for it: virtual time may jump there.
   */
  Alarm after(Duration delay, Runnable action);

  /**
   * Runs a short action again and again, a period after the ticker's beginning with it or the end
   * of the action before. Nobody waits for it: virtual time comes there only on its way elsewhere,
   * and goes on only when the action is over.
   */
  Alarm every(Duration period, Runnable action);

  /** What is yet to come; nothing of it begins once this is closed. */
  @FunctionalInterface
  interface Alarm extends AutoCloseable {
    @Override
    void close();
  }
}
