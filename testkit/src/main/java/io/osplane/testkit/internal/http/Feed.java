package io.osplane.testkit.internal.http;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Messages on their way to one client, without bound. Thread-safe. */
public final class Feed {
  private static final byte[] END = new byte[0];

  private final BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();
  private final long deadline;
  private volatile boolean ended;

  /** A feed that ends by itself after this much real time. */
  public Feed(Duration life) {
    this.deadline = System.nanoTime() + life.toNanos();
  }

  public void put(byte[] message) {
    if (message.length > 0) {
      queue.add(message);
    }
  }

  /** Ends the feed after what is in it. */
  public void end() {
    ended = true;
    queue.add(END);
  }

  public boolean ended() {
    return ended;
  }

  /** Waits for a message; null at the end. */
  byte @Nullable [] take() throws InterruptedException {
    byte[] message = queue.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    return message == END ? null : message;
  }
}
