package io.osplane.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.osplane.benchmarks.ServerLoad.FailedServerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScaleTest {
  private static Lap boot(double begin, double seconds, String failure) {
    return new Lap(Lap.Kind.BOOT, begin, seconds, failure);
  }

  private static Lap delete(double begin, double seconds) {
    return new Lap(Lap.Kind.DELETE, begin, seconds, "");
  }

  private static final ScaleReport REPORT =
      new ScaleReport(
          10,
          2,
          List.of(
              boot(0, 4, ""),
              boot(0, 6, ""),
              delete(4, 1),
              delete(6, 2),
              boot(5, 3, "No valid host was found."),
              delete(8, 2)));

  /** Servers that are there at once, or are not; without any network. */
  private static class Cloud implements ServerLoad.Target {
    final Set<String> there = ConcurrentHashMap.newKeySet();
    final List<String> booted = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger most = new AtomicInteger();

    @Override
    public String boot(int number) throws InterruptedException, FailedServerException {
      String id = "s" + number;
      booted.add(id);
      assertThat(there.add(id)).isTrue();
      int now = there.size();
      int unused = most.accumulateAndGet(now, Math::max);
      return id;
    }

    @Override
    public void delete(String id) throws InterruptedException, FailedServerException {
      if (!there.remove(id)) {
        throw new FailedServerException("is not there", id);
      }
    }
  }

  @Test
  void percentile_isTheSmallestThatIsNotExceeded() {
    Latencies hundred =
        new Latencies(IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList());

    assertThat(hundred.percentile(1)).isEqualTo(1);
    assertThat(hundred.percentile(50)).isEqualTo(50);
    assertThat(hundred.percentile(95)).isEqualTo(95);
    assertThat(hundred.percentile(100)).isEqualTo(100);
    assertThat(hundred.mean()).isEqualTo(50.5);
    assertThat(new Latencies(List.of(7.0)).percentile(1)).isEqualTo(7);
    assertThat(new Latencies(List.of(1.0, 2.0, 3.0)).percentile(50)).isEqualTo(2);
  }

  @Test
  void latencies_ofNone_areZero() {
    assertThat(Latencies.of(List.of(boot(0, 9, "no")), Lap.Kind.BOOT).percentile(95)).isZero();
    assertThat(new Latencies(List.of()).mean()).isZero();
  }

  @Test
  void report_countsWholeServers_andFailuresByReason() {
    assertThat(REPORT.duration()).isEqualTo(10);
    assertThat(REPORT.throughput()).isEqualTo(0.3, within(1e-9));
    assertThat(REPORT.failures())
        .containsExactly(Map.entry("nova.boot_server: No valid host was found.", 1));
    assertThat(REPORT.text())
        .contains("3 servers on 10 hosts, 2 at a time: 10.0 s, 0.30 servers/s, 1 failures")
        .contains("nova.boot_server       2    4.00    4.00    6.00    6.00    6.00    5.00")
        .contains("1 x nova.boot_server: No valid host was found.");
    assertThat(new ScaleReport(1, 1, List.of()).throughput()).isZero();
  }

  @Test
  void picture_isTheGoldenFile_inWhateverOrderTheLapsCome() throws IOException {
    List<Lap> turned = new ArrayList<>(REPORT.laps());
    Collections.reverse(turned);
    String svg = LatencyPicture.svg(REPORT);
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(Path.of("src/test/resources/golden/latencies.svg"), svg);
    }

    assertThat(svg).isEqualTo(golden());
    assertThat(LatencyPicture.svg(new ScaleReport(10, 2, turned))).isEqualTo(svg);
  }

  private static String golden() throws IOException {
    if ("write".equals(System.getProperty("golden"))) {
      return Files.readString(Path.of("src/test/resources/golden/latencies.svg"));
    }
    try (InputStream file = ScaleTest.class.getResourceAsStream("/golden/latencies.svg")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void load_bootsAndDeletesEachOnce_andLeavesNone() throws InterruptedException {
    Cloud cloud = new Cloud();

    List<Lap> laps = new ServerLoad(40, 4, System::nanoTime).run(cloud);

    assertThat(cloud.booted).hasSize(40).doesNotHaveDuplicates();
    assertThat(cloud.there).isEmpty();
    assertThat(cloud.most.get()).isBetween(1, 4);
    assertThat(laps).hasSize(80).noneMatch(Lap::isFailed);
  }

  @Test
  void load_hasAsManyOnTheirWayAsWasSaid() throws InterruptedException {
    CyclicBarrier all = new CyclicBarrier(3);
    Cloud cloud =
        new Cloud() {
          @Override
          public String boot(int number) throws InterruptedException, FailedServerException {
            String id = super.boot(number);
            try {
              // comes back only if three are here at the same time
              int unused = all.await();
            } catch (BrokenBarrierException e) {
              throw new IllegalStateException(e);
            }
            return id;
          }
        };

    List<Lap> unused = new ServerLoad(6, 3, System::nanoTime).run(cloud);

    assertThat(cloud.most.get()).isEqualTo(3);
  }

  @Test
  void server_thatFails_isCounted_andDeletedIfThereIsOne() throws InterruptedException {
    AtomicLong clock = new AtomicLong();
    Cloud cloud =
        new Cloud() {
          @Override
          public String boot(int number) throws InterruptedException, FailedServerException {
            String id = super.boot(number);
            clock.addAndGet(2_000_000_000L);
            throw new FailedServerException(
                number == 0 ? "in error" : "refused", number == 0 ? id : "");
          }
        };

    List<Lap> laps = new ServerLoad(2, 1, clock::get).run(cloud);

    assertThat(laps).containsExactly(boot(0, 2, "in error"), delete(2, 0), boot(2, 2, "refused"));
    assertThat(cloud.there).containsExactly("s1");
  }
}
