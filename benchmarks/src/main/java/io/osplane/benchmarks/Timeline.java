package io.osplane.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The timeline of an operation as an SVG picture: a bar for each step in its component's colour,
 * those of the critical path framed, idle stretches in red. The same history gives the same bytes.
 */
final class Timeline {
  private static final int ROW = 16;
  private static final int BAR = 11;
  private static final int LABELS = 210;
  private static final int WIDTH = 900;
  private static final int MARGIN = 34;
  private static final List<String> COLOURS =
      List.of("#7aa6c2", "#8fb98b", "#d9b56c", "#a99bc9", "#c9a08b", "#86bdb5");
  private static final String IDLE = "#d62728";

  private final History history;
  private final CriticalPath path;
  private final List<StepSpan> rows;
  private final Map<String, String> colours = new HashMap<>();
  private final double seconds;
  private final StringBuilder svg = new StringBuilder();

  private Timeline(History history, CriticalPath path) {
    this.history = history;
    this.path = path;
    this.rows =
        history.steps().stream()
            .sorted(Comparator.comparing(StepSpan::begin).thenComparing(StepSpan::id))
            .toList();
    rows.stream()
        .map(StepSpan::component)
        .distinct()
        .forEach(c -> colours.put(c, COLOURS.get(colours.size() % COLOURS.size())));
    this.seconds = Math.max(0.001, since(history.end()));
  }

  /** The picture as text. */
  static String svg(History history, CriticalPath path) {
    return new Timeline(history, path).draw();
  }

  private String draw() {
    int height = MARGIN + rows.size() * ROW + 24;
    put(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"10\">",
        LABELS + WIDTH + 20, height);
    put("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
    put(
        "<text x=\"4\" y=\"14\" font-size=\"12\">%d steps in %.1f s; framed: the critical path;"
            + " red: idle on it, %.2f s in all</text>",
        rows.size(), seconds, path.idle().toMillis() / 1000.0);
    grid(height);
    for (int row = 0; row < rows.size(); row++) {
      step(rows.get(row), MARGIN + row * ROW);
    }
    return svg.append("</svg>\n").toString();
  }

  private void grid(int height) {
    int every = Math.max(1, (int) Math.ceil(seconds / 15));
    for (int second = 0; second <= seconds; second += every) {
      double x = LABELS + second * WIDTH / seconds;
      put(
          "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#dddddd\"/>",
          x, MARGIN - 4, x, height - 18);
      put("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d s</text>", x, height - 6, second);
    }
  }

  private void step(StepSpan step, int y) {
    boolean isCritical = path.ids().contains(step.id());
    put(
        "<text x=\"4\" y=\"%d\"%s>%s</text>",
        y + BAR - 2, isCritical ? " font-weight=\"bold\"" : "", step.id());
    put(
        "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"%s/>",
        x(step.begin()),
        y,
        width(step.begin(), step.end()),
        BAR,
        colours.getOrDefault(step.component(), COLOURS.get(0)),
        isCritical ? " stroke=\"black\"" : "");
    for (Stretch stretch : path.stretches()) {
      if (stretch.step().equals(step.id()) && stretch.kind() == Stretch.Kind.IDLE) {
        put(
            "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
            x(stretch.from()), y + 2, width(stretch.from(), stretch.to()), BAR - 4, IDLE);
      }
    }
  }

  private double x(Instant at) {
    return LABELS + since(at) * WIDTH / seconds;
  }

  private double width(Instant from, Instant to) {
    return Math.max(0.5, x(to) - x(from));
  }

  private double since(Instant at) {
    return Duration.between(history.begin(), at).toNanos() / 1e9;
  }

  private void put(String line, Object... values) {
    svg.append(String.format(Locale.ROOT, line, values)).append('\n');
  }
}
