package io.osplane.testkit.internal.clock;

import io.osplane.Ticker;
import io.osplane.testkit.SimulatedClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one lock under which everything in the cluster happens, and the one thread that does what is
 * left to do: queued work first, then what is due, then it lets virtual time jump.
 */
public final class EventLoop implements SimulatedClock, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
  private static final int SETTLE_STEPS = 1_000_000;

  // Fair, so that requests get their turn while virtual time runs.
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition changed = lock.newCondition();
  private final Set<Work> queue = new LinkedHashSet<>();
  private final Timers timers;
  private final Thread thread;
  private final VirtualTicker ticker = new VirtualTicker(this);
  private int suspensions;
  private boolean closed;

  /** Work that is queued once however often it is asked for; equal work is the same work. */
  public interface Work extends Runnable {}

  public EventLoop(Instant start, Duration horizon) {
    this.timers = new Timers(start, horizon);
    this.thread = new Thread(this::loop, "osplane-testkit-controllers");
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** Runs under the lock, on the caller's thread. */
  public <T> T call(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      changed.signalAll();
      lock.unlock();
    }
  }

  /** As {@link #call}. */
  public void run(Runnable action) {
    call(
        () -> {
          action.run();
          return true;
        });
  }

  public void enqueue(Work work) {
    queue.add(work);
  }

  public Timer after(Duration delay, Pull pull, Runnable action) {
    return timers.add(delay, pull, action);
  }

  public void cancel(@Nullable Timer timer) {
    if (timer != null) {
      timers.cancel(timer);
    }
  }

  /** Something came from outside: what is under way may take its time again. */
  public void stimulate() {
    timers.stimulate();
  }

  /** Something happened in a program: probes look again. */
  public void attend() {
    timers.attend();
  }

  /** Time; to be read under the lock. */
  public Instant time() {
    return timers.now();
  }

  @Override
  public Instant now() {
    return call(timers::now);
  }

  @Override
  public void advance(Duration duration) {
    run(
        () -> {
          timers.stimulate();
          Instant target = timers.now().plus(duration);
          steps(target);
          timers.moveTo(target);
          steps(target);
        });
  }

  @Override
  public void settle() {
    run(
        () -> {
          timers.stimulate();
          timers.attend();
          steps(null);
        });
  }

  @Override
  public void runAfter(Duration delay, Runnable action) {
    run(() -> after(delay, Pull.PROGRESS, action));
  }

  @Override
  public Clock asClock() {
    return new VirtualClock(this, ZoneOffset.UTC);
  }

  @Override
  public Ticker asTicker() {
    return ticker;
  }

  /** Time stands still until as many {@link #resume} have come; under the lock. */
  void suspend() {
    suspensions++;
  }

  void resume() {
    suspensions--;
  }

  private void steps(@Nullable Instant limit) {
    int left = SETTLE_STEPS;
    while (left > 0 && stepWhenResumed(limit)) {
      left--;
    }
  }

  /** As {@link #step}; says only that nothing is left when nothing stands still either. */
  private boolean stepWhenResumed(@Nullable Instant limit) {
    boolean hasStepped = step(limit);
    while (!hasStepped && suspensions > 0) {
      changed.awaitUninterruptibly();
      hasStepped = step(limit);
    }
    return hasStepped;
  }

  private void loop() {
    boolean open = true;
    while (open) {
      lock.lock();
      try {
        while (!closed && !step(null)) {
          changed.awaitUninterruptibly();
        }
        open = !closed;
      } finally {
        lock.unlock();
      }
    }
  }

  private boolean step(@Nullable Instant limit) {
    Iterator<Work> first = queue.iterator();
    if (first.hasNext()) {
      Work work = first.next();
      first.remove();
      guarded(work);
      return true;
    }
    Timer timer = timers.next(suspensions > 0 ? timers.now() : limit);
    if (timer != null) {
      guarded(timer.action);
    }
    return timer != null;
  }

  private static void guarded(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.warn("a controller or program of the simulated cluster failed", e);
    }
  }

  @Override
  public void close() {
    ticker.close();
    run(() -> closed = true);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
