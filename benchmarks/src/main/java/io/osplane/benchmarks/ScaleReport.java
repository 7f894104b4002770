package io.osplane.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of many servers.
 *
 * @param hosts how many hosts there were
 * @param concurrency how many servers were on their way at a time
 * @param laps what was asked for, in any order
 */
record ScaleReport(int hosts, int concurrency, List<Lap> laps) {
  /** Seconds from the first request to the end of the last one. */
  double duration() {
    return laps.stream().mapToDouble(Lap::end).max().orElse(0);
  }

  /** Servers that were booted and deleted, each second. */
  double throughput() {
    long whole =
        laps.stream().filter(lap -> lap.kind() == Lap.Kind.DELETE && !lap.isFailed()).count();
    return duration() > 0 ? whole / duration() : 0;
  }

  /** How often what failed, by its reason. */
  Map<String, Integer> failures() {
    Map<String, Integer> failures = new TreeMap<>();
    laps.stream()
        .filter(Lap::isFailed)
        .forEach(lap -> failures.merge(lap.kind().title() + ": " + lap.failure(), 1, Integer::sum));
    return failures;
  }

  /** All of it for a person. */
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%d servers on %d hosts, %d at a time: %.1f s, %.2f servers/s, %d failures",
            laps.stream().filter(lap -> lap.kind() == Lap.Kind.BOOT).count(),
            hosts,
            concurrency,
            duration(),
            throughput(),
            failures().values().stream().mapToInt(Integer::intValue).sum()));
    lines.add(Latencies.HEAD);
    for (Lap.Kind kind : Lap.Kind.values()) {
      lines.add(Latencies.of(laps, kind).line(kind.title()));
    }
    failures().forEach((why, count) -> lines.add("%5d x %s".formatted(count, why)));
    return String.join("\n", lines);
  }
}
