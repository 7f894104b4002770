package io.osplane.benchmarks;

import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Size;
import io.osplane.galera.GaleraSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Threads and open files of this process, before and after many control planes came and went. */
final class Leaks {
  private static final int WARM_UP = 3;
  private static final int LOOKS = 100;
  private static final Path FILES = Path.of("/proc/self/fd");

  /**
   * What a process holds at a moment.
   *
   * @param threads live Java threads
   * @param files open files and sockets; 0 where there is no {@code /proc}
   */
  record Held(int threads, int files) {
    static Held now() throws IOException {
      return new Held(Thread.getAllStackTraces().size(), openFiles());
    }

    private static int openFiles() throws IOException {
      if (!Files.isDirectory(FILES)) {
        return 0;
      }
      try (Stream<Path> open = Files.list(FILES)) {
        return Math.toIntExact(open.count());
      }
    }

    boolean isWithin(Held other) {
      return threads <= other.threads && files <= other.files;
    }
  }

  /**
   * What was held.
   *
   * @param before after the warm-up
   * @param after after all
   */
  record Result(Held before, Held after) {
    boolean isClean() {
      return after.isWithin(before);
    }

    String text(int times) {
      return "%d x open, deploy (no change), close: threads %d -> %d, open files %d -> %d%n"
          .formatted(times, before.threads(), after.threads(), before.files(), after.files());
    }
  }

  private Leaks() {}

  /** A single database member: what is deployed does not matter, how often does. */
  static ControlPlaneSpec spec() {
    return ControlPlaneSpec.builder().size(Size.TINY).component(GaleraSpec.of(1)).build();
  }

  /** Opens, deploys what is deployed already, and closes, so often and three times before. */
  static Result run(Testbed bed, ControlPlaneSpec spec, int times)
      throws IOException, InterruptedException {
    cycle(bed, spec, WARM_UP);
    Held before = settled(Held.now());
    cycle(bed, spec, times);
    return new Result(before, settled(before));
  }

  private static void cycle(Testbed bed, ControlPlaneSpec spec, int times) {
    for (int i = 0; i < times; i++) {
      try (ControlPlane cloud = bed.open()) {
        cloud.deploy(spec).apply();
      }
    }
  }

  /** Sockets and event loops end in the background, soon after their client is closed. */
  private static Held settled(Held goal) throws IOException, InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Held held = Held.now();
    Held last = new Held(0, 0);
    for (int look = 0; look < LOOKS && !(held.isWithin(goal) && held.equals(last)); look++) {
      last = held;
      if (never.await(50, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("nobody counts this latch down");
      }
      held = Held.now();
    }
    return held;
  }
}
