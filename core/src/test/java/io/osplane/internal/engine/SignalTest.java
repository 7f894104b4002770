package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SignalTest {
  private static final long FOREVER = TimeUnit.HOURS.toMillis(1);
  private final Signal signal = new Signal();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void await_whenRaisedSinceTheCount_endsAtOnce() throws InterruptedException {
    long seen = signal.count();
    signal.raise();

    signal.await(seen, FOREVER);

    assertThat(signal.count()).isEqualTo(seen + 1);
  }

  @Test
  void await_whenNothingHappens_endsWithTheTime() throws InterruptedException {
    signal.await(signal.count(), 1);

    assertThat(signal.count()).isZero();
  }

  @Test
  void await_byATicker_endsWithItsTime() throws InterruptedException {
    HandTicker ticker = new HandTicker();
    Duration before = ticker.elapsed();

    signal.await(signal.count(), Duration.ofDays(1), ticker);

    assertThat(ticker.elapsed()).isEqualTo(before.plusDays(1));
  }

  @Test
  void await_afterACancel_isInterrupted() {
    signal.cancel();
    signal.raise();

    assertThat(signal.isCancelled()).isTrue();
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> signal.await(0, 1));
  }

  @Test
  void cancel_endsEveryWait() throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(16);
    List<Future<Void>> waits =
        all(
            16,
            () -> {
              waiting.countDown();
              signal.await(signal.count(), FOREVER);
              return null;
            });
    waiting.await();

    signal.cancel();

    for (Future<Void> wait : waits) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(wait::get)
          .withCauseInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void await_whileManyRaise_missesNothing() throws InterruptedException, ExecutionException {
    int raises = 2_000;
    AtomicInteger work = new AtomicInteger();
    List<Future<Void>> readers =
        all(
            8,
            () -> {
              boolean isOver = false;
              while (!isOver) {
                long seen = signal.count();
                isOver = work.get() == 4 * raises;
                if (!isOver) {
                  signal.await(seen, FOREVER);
                }
              }
              return null;
            });
    List<Future<Void>> writers =
        all(
            4,
            () -> {
              for (int i = 0; i < raises; i++) {
                work.incrementAndGet();
                signal.raise();
              }
              return null;
            });

    for (Future<Void> writer : writers) {
      writer.get();
    }
    for (Future<Void> reader : readers) {
      reader.get();
    }

    assertThat(signal.count()).isEqualTo(4L * raises);
  }

  private List<Future<Void>> all(int count, Callable<Void> task) {
    List<Future<Void>> futures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      futures.add(threads.submit(task));
    }
    return futures;
  }
}
