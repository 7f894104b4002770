package io.osplane.internal.engine;

import io.osplane.Ticker;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Time that passes when somebody waits for it, with everything that is due on the way; on the
 * waiting thread.
 */
final class HandTicker implements Ticker {
  private final Queue<Due> agenda = new PriorityQueue<>(Comparator.comparing(Due::at));
  private Duration now = Duration.ofDays(1);

  private record Due(Duration at, Optional<Duration> period, Runnable action) {}

  @Override
  public Duration elapsed() {
    return now;
  }

  @Override
  public Alarm after(Duration delay, Runnable action) {
    pass(delay);
    action.run();
    return () -> {};
  }

  @Override
  public Alarm every(Duration period, Runnable action) {
    Due due = new Due(now.plus(period), Optional.of(period), action);
    agenda.add(due);
    return () -> agenda.removeIf(d -> d.action() == due.action());
  }

  /** Something that happens once. */
  void at(Duration delay, Runnable action) {
    agenda.add(new Due(now.plus(delay), Optional.empty(), action));
  }

  /** Lets time pass. */
  void pass(Duration time) {
    Duration end = now.plus(time);
    while (!agenda.isEmpty() && agenda.element().at().compareTo(end) <= 0) {
      Due due = agenda.remove();
      now = due.at();
      due.period().ifPresent(p -> agenda.add(new Due(now.plus(p), due.period(), due.action())));
      due.action().run();
    }
    now = end;
  }
}
