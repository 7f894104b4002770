package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.osplane.spi.Verdict;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InterruptTest {
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
              Throwable end = catchThrowable(() -> Conductors.of(threads).conduct(List.of(node)));
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
