package io.osplane.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * How long things of one kind took, those that failed left out.
 *
 * @param seconds ascending
 */
record Latencies(List<Double> seconds) {
  /** Of the laps of a kind that did not fail. */
  static Latencies of(List<Lap> laps, Lap.Kind kind) {
    return new Latencies(
        laps.stream()
            .filter(lap -> lap.kind() == kind && !lap.isFailed())
            .map(Lap::seconds)
            .sorted()
            .toList());
  }

  /**
   * The smallest that so many per cent of all do not exceed; 0 of none.
   *
   * @param percent from 1 to 100
   */
  double percentile(int percent) {
    if (seconds.isEmpty()) {
      return 0;
    }
    int rank = (int) Math.ceil(percent / 100.0 * seconds.size());
    return seconds.get(Math.max(1, rank) - 1);
  }

  /** The mean; 0 of none. */
  double mean() {
    return seconds.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  /** A line of the table whose head is {@link #HEAD}. */
  String line(String title) {
    return String.format(
        Locale.ROOT,
        "%-18s %5d %7.2f %7.2f %7.2f %7.2f %7.2f %7.2f",
        title,
        seconds.size(),
        percentile(1),
        percentile(50),
        percentile(90),
        percentile(95),
        percentile(100),
        mean());
  }

  static final String HEAD =
      String.format(
          Locale.ROOT,
          "%-18s %5s %7s %7s %7s %7s %7s %7s",
          "action, s",
          "count",
          "min",
          "median",
          "90%ile",
          "95%ile",
          "max",
          "avg");
}
