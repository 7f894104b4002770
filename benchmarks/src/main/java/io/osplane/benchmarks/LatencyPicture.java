package io.osplane.benchmarks;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Latencies as an SVG picture: a dot for each boot and each deletion, by when it ended and how long
 * it took; a cross at the top for one that failed; lines at the median and the 95th percentile of
 * boots. The same report gives the same bytes.
 */
final class LatencyPicture {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 320;
  private static final int LEFT = 50;
  private static final int TOP = 40;
  private static final String BOOT = "#7aa6c2";
  private static final String DELETE = "#d9b56c";
  private static final String FAILED = "#d62728";
  private final ScaleReport report;
  private final double seconds;
  private final double most;
  private final StringBuilder svg = new StringBuilder();

  private LatencyPicture(ScaleReport report) {
    this.report = report;
    this.seconds = Math.max(1, report.duration());
    this.most = Math.max(1, report.laps().stream().mapToDouble(Lap::seconds).max().orElse(0));
  }

  /** The picture as text. */
  static String svg(ScaleReport report) {
    return new LatencyPicture(report).draw();
  }

  private String draw() {
    put(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"10\">",
        LEFT + WIDTH + 20, TOP + HEIGHT + 30);
    put("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
    put(
        "<text x=\"4\" y=\"14\" font-size=\"12\">%s</text>",
        report.text().lines().findFirst().orElse(""));
    put(
        "<text x=\"4\" y=\"28\"><tspan fill=\"%s\">boot</tspan> <tspan fill=\"%s\">delete</tspan>"
            + " <tspan fill=\"%s\">failed</tspan>; seconds by the time at which it ended</text>",
        BOOT, DELETE, FAILED);
    grid();
    report.laps().stream()
        .sorted(
            Comparator.comparingDouble(Lap::end)
                .thenComparing(Lap::kind)
                .thenComparingDouble(Lap::seconds))
        .forEach(this::lap);
    Latencies boots = Latencies.of(report.laps(), Lap.Kind.BOOT);
    level("median", boots.percentile(50));
    level("95%ile", boots.percentile(95));
    return svg.append("</svg>\n").toString();
  }

  private void grid() {
    for (double second : ticks(seconds)) {
      put(
          "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#dddddd\"/>",
          x(second), TOP, x(second), TOP + HEIGHT);
      put(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.0f s</text>",
          x(second), TOP + HEIGHT + 14, second);
    }
    for (double second : ticks(most)) {
      put(
          "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#eeeeee\"/>",
          LEFT, y(second), LEFT + WIDTH, y(second));
      put(
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.0f s</text>",
          LEFT - 4, y(second) + 3, second);
    }
  }

  /** Some ten whole numbers from 0 on. */
  private static List<Double> ticks(double end) {
    int every = Math.max(1, (int) Math.ceil(end / 10));
    return IntStream.rangeClosed(0, (int) (end / every)).mapToObj(i -> (double) i * every).toList();
  }

  private void lap(Lap lap) {
    if (lap.isFailed()) {
      put(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"%s\">×</text>",
          x(lap.end()), TOP + 4, FAILED);
    } else {
      put(
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2\" fill=\"%s\"/>",
          x(lap.end()), y(lap.seconds()), lap.kind() == Lap.Kind.BOOT ? BOOT : DELETE);
    }
  }

  private void level(String name, double at) {
    put(
        "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#555555\""
            + " stroke-dasharray=\"4 3\"/>",
        LEFT, y(at), LEFT + WIDTH, y(at));
    put(
        "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s of boots %.2f s</text>",
        LEFT + WIDTH, y(at) - 3, name, at);
  }

  private double x(double at) {
    return LEFT + at * WIDTH / seconds;
  }

  private double y(double latency) {
    return TOP + HEIGHT - latency * HEIGHT / most;
  }

  private void put(String line, Object... values) {
    svg.append(String.format(Locale.ROOT, line, values)).append('\n');
  }
}
