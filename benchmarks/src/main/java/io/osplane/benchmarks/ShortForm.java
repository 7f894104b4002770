package io.osplane.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a change may have made slower, on one page: one deployment of Osplane's, beside one of the
 * floor's if there is one, with its critical path, and the plan of the unchanged spec.
 */
final class ShortForm {
  private static final int PLANS = 20;
  private static final String LINE = "%-44s %10s %10s %8s%n";

  private ShortForm() {}

  /**
   * Measures.
   *
   * @param floor the script to compare with; empty: nothing
   * @param svg where to put the timeline; empty: nowhere
   */
  static String run(String kubeconfig, Optional<Floor> floor, Optional<Path> svg)
      throws IOException, InterruptedException {
    Optional<Times> its = Optional.empty();
    if (floor.isPresent()) {
      its = Optional.of(floor.get().deploy());
      floor.get().down();
    }
    History history;
    Times ours;
    Spread plan;
    try (Testbed bed = new Testbed(kubeconfig, "short")) {
      history = Recording.of(bed, Testbed.cloud());
      ours = times(history, bed.creation());
      plan = PlanTime.millis(bed, Testbed.cloud(), PLANS);
    }
    CriticalPath path = CriticalPath.of(history);
    if (svg.isPresent()) {
      picture(svg.get(), history, path);
    }
    return table(its, ours, path, plan) + "\n" + new IdleTable(history, path).text();
  }

  static void picture(Path file, History history, CriticalPath path) throws IOException {
    write(file, Timeline.svg(history, path));
  }

  /** Writes a picture to a file, in a folder that is made if there is none. */
  static void write(Path file, String svg) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, svg);
  }

  private static Times times(History history, Duration creation) {
    Instant token =
        history.steps().stream()
            .filter(s -> s.id().equals(FirstToken.TOKEN))
            .map(StepSpan::end)
            .findFirst()
            .orElse(history.end());
    return new Times(
        seconds(Duration.between(history.begin(), token).plus(creation)),
        seconds(Duration.between(history.begin(), history.end()).plus(creation)));
  }

  private static String table(Optional<Times> its, Times ours, CriticalPath path, Spread plan) {
    return String.format(LINE, "", "Osplane", "floor", "ratio")
        + line("empty namespace to first token, s", ours.token(), its.map(Times::token))
        + line("empty namespace to every member ready, s", ours.whole(), its.map(Times::whole))
        + line("idle on the critical path, s", seconds(path.idle()), Optional.empty())
        + line("plan of an unchanged spec, ms", plan.median(), Optional.empty());
  }

  private static String line(String what, double ours, Optional<Double> its) {
    return String.format(
        LINE,
        what,
        number(ours),
        its.map(ShortForm::number).orElse("-"),
        its.map(floor -> number(ours / floor)).orElse("-"));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static double seconds(Duration some) {
    return some.toNanos() / 1e9;
  }
}
