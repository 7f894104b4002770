package io.osplane.internal.engine;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An operation that runs in some thread, for whoever closes the control plane. */
public final class Engagement {
  private final Signal signal;
  private final CountDownLatch over = new CountDownLatch(1);

  Engagement(Signal signal) {
    this.signal = signal;
  }

  Signal signal() {
    return signal;
  }

  void end() {
    over.countDown();
  }

  /**
   * Cancels it and waits until it has come to its boundary.
   *
   * @return whether it has, within the limit
   */
  public boolean stop(Duration limit) throws InterruptedException {
    signal.cancel();
    return over.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }
}
