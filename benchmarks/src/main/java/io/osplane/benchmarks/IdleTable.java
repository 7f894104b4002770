package io.osplane.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The critical path as text: a line for each step, then the sums. */
final class IdleTable {
  private static final Duration LONG = Duration.ofMillis(150);

  private final History history;
  private final CriticalPath path;

  IdleTable(History history, CriticalPath path) {
    this.history = history;
    this.path = path;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%-34s %7s %7s %8s %8s %8s%n", "step", "from", "to", "cluster", "request", "idle"));
    path.ids().forEach(id -> text.append(line(id)));
    text.append(
        String.format(
            Locale.ROOT,
            "idle on the critical path, of %.1f s: %s s%n",
            seconds(Duration.between(history.begin(), history.end())),
            sum()));
    text.append(
        String.format(
            Locale.ROOT,
            "beside the path: %.2f s before its first step, %.2f s after its last one%n",
            path.ids().isEmpty() ? 0 : since(path.stretches().get(0).from()),
            path.ids().isEmpty() ? 0 : seconds(Duration.between(pathEnd(), history.end()))));
    path.stretches().stream().filter(IdleTable::isLong).map(this::idle).forEach(text::append);
    return text.toString();
  }

  private static boolean isLong(Stretch stretch) {
    return stretch.kind() == Stretch.Kind.IDLE && stretch.length().compareTo(LONG) >= 0;
  }

  /** Where to look for what was done in an idle stretch: between two requests. */
  private String idle(Stretch stretch) {
    return String.format(
        Locale.ROOT,
        "idle %.2f s in %s from %.2f: after %s, before %s%n",
        seconds(stretch.length()),
        stretch.step(),
        since(stretch.from()),
        CriticalPath.before(stretch, history).map(IdleTable::name).orElse("nothing"),
        CriticalPath.after(stretch, history).map(IdleTable::name).orElse("nothing"));
  }

  private static String name(Request request) {
    return request.verb() + " " + request.resource() + "/" + request.object();
  }

  /** The seconds that the goal is about. */
  String sum() {
    return String.format(Locale.ROOT, "%.2f", seconds(path.idle()));
  }

  private String line(String id) {
    List<Stretch> own = path.stretches().stream().filter(s -> s.step().equals(id)).toList();
    return String.format(
        Locale.ROOT,
        "%-34s %7.2f %7.2f %8.2f %8.2f %8.2f%n",
        id,
        since(own.get(0).from()),
        since(own.get(own.size() - 1).to()),
        seconds(path.sum(id, Stretch.Kind.CLUSTER)),
        seconds(path.sum(id, Stretch.Kind.REQUEST)),
        seconds(path.sum(id, Stretch.Kind.IDLE)));
  }

  private Instant pathEnd() {
    return path.stretches().get(path.stretches().size() - 1).to();
  }

  private double since(Instant at) {
    return seconds(Duration.between(history.begin(), at));
  }

  private static double seconds(Duration some) {
    return some.toNanos() / 1e9;
  }
}
