package io.osplane.testkit.internal.clock;

import io.osplane.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time as a {@link Ticker}.
 *
 * <p>An action runs on a thread of its own, as it may ask the cluster; virtual time stands still
 * until it is over, so that nothing that is due later happens before it.
 */
final class VirtualTicker implements Ticker {
  private static final Duration BOUNDARY = Duration.ofSeconds(30);
  private final EventLoop loop;
  private final ExecutorService threads;
  private final Set<Due> awaited = new HashSet<>();

  VirtualTicker(EventLoop loop) {
    this.loop = loop;
    ThreadFactory factory =
        action -> {
          Thread thread = new Thread(action, "osplane-testkit-ticker");
          thread.setDaemon(true);
          return thread;
        };
    this.threads = Executors.newCachedThreadPool(factory);
  }

  @Override
  public Duration elapsed() {
    return Duration.between(Instant.EPOCH, loop.now());
  }

  @Override
  public Alarm after(Duration delay, Runnable action) {
    Due due = new Due(action, Duration.ZERO);
    loop.run(
        () -> {
          loop.stimulate();
          awaited.add(due);
          due.schedule(delay, Pull.PROGRESS);
        });
    return due;
  }

  @Override
  public Alarm every(Duration period, Runnable action) {
    Due due = new Due(action, period);
    loop.run(() -> due.schedule(period, Pull.NEVER));
    return due;
  }

  /** Whoever still waits for a time is let go: it will not come. */
  void close() {
    List<Due> left = loop.call(() -> List.copyOf(awaited));
    left.forEach(due -> due.action.run());
    threads.shutdownNow();
    try {
      threads.awaitTermination(BOUNDARY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** An action with its timer; used under the loop's lock. */
  private final class Due implements Alarm {
    private final Runnable action;
    private final Duration period;
    private @Nullable Timer timer;
    private boolean isClosed;

    Due(Runnable action, Duration period) {
      this.action = action;
      this.period = period;
    }

    void schedule(Duration delay, Pull pull) {
      timer = loop.after(delay, pull, this::begin);
    }

    private void begin() {
      awaited.remove(this);
      threads.execute(this::act);
      loop.suspend();
    }

    private void act() {
      try {
        action.run();
      } finally {
        loop.run(this::end);
      }
    }

    private void end() {
      if (!period.isZero() && !isClosed) {
        schedule(period, Pull.NEVER);
      }
      loop.resume();
    }

    @Override
    public void close() {
      loop.run(
          () -> {
            isClosed = true;
            awaited.remove(this);
            loop.cancel(timer);
          });
    }
  }
}
