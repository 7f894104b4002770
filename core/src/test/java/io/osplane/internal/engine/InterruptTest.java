package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.osplane.OnConflict;
import io.osplane.internal.EventBus;
import io.osplane.spi.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InterruptTest {
  private final Signal signal = new Signal();

  @Test
  void interrupt_waitsForTheEndOfWhatRuns() throws InterruptedException {
    ExecutorService threads = Executors.newCachedThreadPool();
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicBoolean isOver = new AtomicBoolean();
    AtomicBoolean wasOver = new AtomicBoolean();
    Node node =
        Given.node(
            "a",
            probe -> {
              running.countDown();
              uninterrupted(release);
              isOver.set(true);
              return Verdict.met();
            });
    Thread caller =
        new Thread(
            () -> {
              Throwable end = catchThrowable(() -> conductor(threads).conduct(List.of(node)));
              wasOver.set(isOver.get());
              assertThat(end).isNotNull();
            });
    caller.start();
    running.await();

    caller.interrupt();
    caller.join(2_000);
    release.countDown();
    caller.join();
    threads.shutdownNow();

    assertThat(wasOver).isTrue();
  }

  private Conductor conductor(java.util.concurrent.Executor threads) {
    Situation nowhere = new Situation("prod", null, null, null, null, null, null);
    Labour labour =
        new Labour(
            new Labour.Terms(
                nowhere,
                Given.PLANE,
                Optional.empty(),
                Ledger.none(),
                signal,
                Clock.systemUTC(),
                Duration.ofHours(1),
                OnConflict.REFUSE,
                threads,
                (change, object) -> {}));
    return new Conductor(
        "op",
        Given.emptyPlan(),
        labour,
        signal,
        threads,
        new EventBus(),
        Clock.systemUTC(),
        new Course("deploy"));
  }

  private static void uninterrupted(CountDownLatch latch) {
    boolean isDown = false;
    while (!isDown) {
      try {
        latch.await();
        isDown = true;
      } catch (InterruptedException e) {
        Thread.interrupted();
      }
    }
  }
}
