package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A program may open and close control planes as often as it likes, on whatever cluster. */
abstract class LeakScenario {
  private static final int WARM_UP = 3;
  private static final int TIMES = 50;
  private static final ControlPlaneSpec SPEC =
      ControlPlaneSpec.builder().size(Size.TINY).component(GaleraSpec.of(1)).build();

  /** What this process holds. */
  private record Held(int threads, long files) {
    static Held now() throws IOException {
      try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
        return new Held(Thread.getAllStackTraces().size(), open.count());
      }
    }

    boolean isWithin(Held other) {
      return threads <= other.threads && files <= other.files;
    }
  }

  abstract World newWorld();

  @Test
  @EnabledOnOs(OS.LINUX)
  void openDeployClose_fiftyTimes_leavesNoThreadAndNoFile()
      throws IOException, InterruptedException {
    try (World world = newWorld();
        Lab lab = new Lab(world.admin())) {
      cycle(lab, WARM_UP);
      Held baseline = settled(Held.now());

      cycle(lab, TIMES);

      Held after = settled(baseline);
      assertThat(after.threads()).as("threads").isLessThanOrEqualTo(baseline.threads());
      assertThat(after.files()).as("open files").isLessThanOrEqualTo(baseline.files());
    }
  }

  private static void cycle(Lab lab, int times) {
    for (int i = 0; i < times; i++) {
      try (ControlPlane cloud = lab.open()) {
        cloud.deploy(SPEC).apply();
      }
    }
  }

  /** Event loops and the other ends of connections go in the background, soon after a close. */
  private static Held settled(Held goal) throws IOException, InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Held held = Held.now();
    Held last = new Held(0, 0);
    for (int look = 0; look < 100 && !(held.isWithin(goal) && held.equals(last)); look++) {
      assertThat(never.await(100, TimeUnit.MILLISECONDS)).isFalse();
      last = held;
      held = Held.now();
    }
    return held;
  }
}
