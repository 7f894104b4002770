package io.osplane.testkit.internal.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time and what is due when.
 *
 * <p>Time jumps only to timers that pull: {@link Pull#PROGRESS} ones no further away than the
 * horizon and no later than {@link #PATIENCE} after the last stimulus from outside, {@link
 * Pull#ROUTINE} ones no later than {@link #ATTENTION} after the last event in a program. So a
 * cluster that only idles, or fails for ever, stands still. Not thread-safe.
 */
final class Timers {
  static final Duration PATIENCE = Duration.ofMinutes(30);
  static final Duration ATTENTION = Duration.ofSeconds(60);

  private final Map<Pull, NavigableSet<Timer>> waiting = new EnumMap<>(Pull.class);
  private final Duration horizon;
  private Instant now;
  private Instant stimulus;
  private Instant event;
  private long sequence;

  Timers(Instant start, Duration horizon) {
    this.horizon = horizon;
    this.now = start;
    this.stimulus = start;
    this.event = start;
  }

  Instant now() {
    return now;
  }

  void stimulate() {
    stimulus = now;
  }

  void attend() {
    event = now;
  }

  Timer add(Duration delay, Pull pull, Runnable action) {
    Timer timer = new Timer(now.plus(delay), sequence++, pull, action);
    timers(pull).add(timer);
    return timer;
  }

  void cancel(Timer timer) {
    timers(timer.pull).remove(timer);
  }

  /** Takes the next timer out and moves time to it, if it is due or time may jump that far. */
  @Nullable Timer next(@Nullable Instant limit) {
    Timer first = first();
    if (first == null || !first.due.isAfter(now)) {
      return take(first);
    }
    boolean reachable = limit == null ? pulled() : !first.due.isAfter(limit);
    return reachable ? take(first) : null;
  }

  private NavigableSet<Timer> timers(Pull pull) {
    return waiting.computeIfAbsent(pull, p -> new TreeSet<>(Timer.ORDER));
  }

  void moveTo(Instant time) {
    now = time.isAfter(now) ? time : now;
  }

  private boolean pulled() {
    return pulls(Pull.PROGRESS, now.plus(horizon), stimulus.plus(PATIENCE))
        || pulls(Pull.ROUTINE, event.plus(ATTENTION), stimulus.plus(PATIENCE));
  }

  private boolean pulls(Pull pull, Instant latest, Instant end) {
    NavigableSet<Timer> timers = timers(pull);
    return !timers.isEmpty()
        && !timers.first().due.isAfter(latest)
        && !timers.first().due.isAfter(end);
  }

  private @Nullable Timer first() {
    return waiting.values().stream()
        .map(t -> t.isEmpty() ? null : t.first())
        .filter(Objects::nonNull)
        .min(Timer.ORDER)
        .orElse(null);
  }

  private @Nullable Timer take(@Nullable Timer timer) {
    if (timer != null) {
      cancel(timer);
      moveTo(timer.due);
    }
    return timer;
  }
}
