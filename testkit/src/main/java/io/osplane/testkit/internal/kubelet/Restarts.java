package io.osplane.testkit.internal.kubelet;

import io.osplane.testkit.internal.clock.Pull;
import io.osplane.testkit.internal.clock.Timer;
import io.osplane.testkit.internal.kubelet.State.Terminated;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How often a container was started again, what its last run left, and when it may try next. */
final class Restarts {
  private final PodRun pod;
  private final BackOff backOff = new BackOff();
  private int count;
  private @Nullable Terminated last;
  private @Nullable Log log;
  private @Nullable Timer next;

  Restarts(PodRun pod) {
    this.pod = pod;
  }

  int count() {
    return count;
  }

  /** The end of the last run. */
  @Nullable Terminated last() {
    return last;
  }

  /** The log of the last run. */
  @Nullable Log log() {
    return log;
  }

  /** Its program starts: again, if it has run before. */
  void begin() {
    if (last != null) {
      count++;
    }
  }

  /** A run of its program is over. */
  void after(Terminated end, Log said) {
    last = end;
    log = said;
    backOff.ran(Duration.between(Instant.parse(end.since()), Instant.parse(end.at())));
  }

  /** Its node was off. */
  void afterBoot(Terminated end) {
    last = end;
  }

  boolean backsOff() {
    return next != null;
  }

  /** Lets the pod look at it again after the next back-off, which is returned. */
  Duration backOff() {
    Duration delay = backOff.next();
    next = pod.kubelet.loop().after(delay, Pull.PROGRESS, this::over);
    return delay;
  }

  private void over() {
    next = null;
    pod.sync();
  }

  void cancel() {
    pod.kubelet.loop().cancel(next);
    next = null;
  }
}
