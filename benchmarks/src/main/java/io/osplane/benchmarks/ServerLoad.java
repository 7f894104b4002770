package io.osplane.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Boots and deletes many servers, so many at a time: as soon as one is gone the next is asked for.
 *
 * @param servers how many
 * @param concurrency how many at a time
 * @param nanos a clock that only goes forward
 */
record ServerLoad(int servers, int concurrency, LongSupplier nanos) {
  /** What can be done with servers; called by several threads. */
  interface Target {
    /**
     * Asks for a server; comes back when it is ACTIVE.
     *
     * @return its id
     * @throws FailedServerException if it does not become so
     */
    String boot(int number) throws InterruptedException, FailedServerException;

    /**
     * Deletes a server; comes back when it is gone.
     *
     * @throws FailedServerException if it does not go
     */
    void delete(String id) throws InterruptedException, FailedServerException;
  }

  /** A server did not become what it was to be; the message says why, without its name. */
  static final class FailedServerException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String id;

    /**
     * Makes one.
     *
     * @param id the server's; empty if there is none
     */
    FailedServerException(String why, String id) {
      super(why);
      this.id = id;
    }

    String why() {
      return String.valueOf(getMessage());
    }

    String id() {
      return id;
    }
  }

  /** Carries it out; what failed is among the laps, and is deleted as well. */
  List<Lap> run(Target target) throws InterruptedException {
    List<Lap> laps = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger next = new AtomicInteger();
    long begin = nanos.getAsLong();
    ExecutorService workers = Executors.newFixedThreadPool(concurrency);
    try {
      Callable<Integer> work =
          () -> {
            int done = 0;
            for (int n = next.getAndIncrement(); n < servers; n = next.getAndIncrement()) {
              one(target, n, begin, laps);
              done++;
            }
            return done;
          };
      for (Future<Integer> worker : workers.invokeAll(Collections.nCopies(concurrency, work))) {
        Integer unused = worker.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a worker ended", e.getCause());
    } finally {
      workers.shutdownNow();
    }
    return List.copyOf(laps);
  }

  private void one(Target target, int number, long begin, List<Lap> laps)
      throws InterruptedException {
    long start = nanos.getAsLong();
    String id;
    try {
      id = target.boot(number);
      laps.add(lap(Lap.Kind.BOOT, begin, start, ""));
    } catch (FailedServerException e) {
      id = e.id();
      laps.add(lap(Lap.Kind.BOOT, begin, start, e.why()));
    }
    if (!id.isEmpty()) {
      delete(target, id, begin, laps);
    }
  }

  private void delete(Target target, String id, long begin, List<Lap> laps)
      throws InterruptedException {
    long start = nanos.getAsLong();
    try {
      target.delete(id);
      laps.add(lap(Lap.Kind.DELETE, begin, start, ""));
    } catch (FailedServerException e) {
      laps.add(lap(Lap.Kind.DELETE, begin, start, e.why()));
    }
  }

  private Lap lap(Lap.Kind kind, long begin, long start, String failure) {
    return new Lap(kind, (start - begin) / 1e9, (nanos.getAsLong() - start) / 1e9, failure);
  }
}
