package io.osplane.benchmarks;

import io.osplane.ControlPlaneSpec;
import io.osplane.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs one benchmark by its name; see {@link #USAGE}. */
public final class Benchmarks {
  static final String USAGE =
      """
      benchmarks VERB [--kubeconfig FILE] …      without it, the file that KUBECONFIG names
        first-token --floor SCRIPT [--pairs 5]
        first-server --floor SCRIPT --guest FILE [--pairs 5]
        critical-path [--cloud token|server] [--runs 1] [--svg FILE]
        apply-ratio [--pairs 5]
        plan-time [--plans 20] [--audit FILE]
        leaks [--times 50]
        memory [--size TINY] [--requests ignored]
        scale [--floor SCRIPT] [--hosts 50] [--servers 1000] [--concurrency 50] [--svg FILE]
        labels
        short [--floor SCRIPT] [--svg FILE]
        simulated [--runs 20]                    needs no cluster
      """;

  private static final int PAIRS = 5;

  private Benchmarks() {}

  /** Exit code 2 for a command line that is not understood. */
  public static void main(String[] words) throws IOException, InterruptedException {
    try {
      run(Options.parse(List.of(words)), System.out::println);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + USAGE);
      System.exit(2);
    }
  }

  /**
   * Runs it.
   *
   * @throws IllegalArgumentException for a verb or options that do not exist
   */
  static void run(Options options, Consumer<String> out) throws IOException, InterruptedException {
    if (options.verb().equals("simulated")) {
      out.accept(SimulatedTime.run(Testbed.cloud(), options.number("runs", 20)).text());
    } else {
      onCluster(options.kubeconfig(), options, out);
    }
  }

  private static void onCluster(String kubeconfig, Options options, Consumer<String> out)
      throws IOException, InterruptedException {
    Optional<Floor> floor = options.file("floor").map(Path::toString).map(Floor::new);
    switch (options.verb()) {
      case "first-token" ->
          FirstToken.run(
              kubeconfig,
              floor.orElseThrow(() -> new IllegalArgumentException("--floor is missing")),
              options.number("pairs", PAIRS),
              out);
      case "first-server" ->
          FirstServer.run(
              kubeconfig,
              floor.orElseThrow(() -> new IllegalArgumentException("--floor is missing")),
              options
                  .file("guest")
                  .orElseThrow(() -> new IllegalArgumentException("--guest is missing")),
              options.number("pairs", PAIRS),
              out);
      case "critical-path" -> criticalPath(kubeconfig, options, out);
      case "apply-ratio" -> applyRatio(kubeconfig, options, out);
      case "plan-time" ->
          out.accept(
              PlanTime.run(
                  kubeconfig, Testbed.cloud(), options.number("plans", 20), options.file("audit")));
      case "memory" -> memory(kubeconfig, options, out);
      case "leaks" -> leaks(kubeconfig, options, out);
      case "scale" -> scale(kubeconfig, options, floor, out);
      case "labels" -> LabelPath.run(kubeconfig, out);
      case "short" -> out.accept(ShortForm.run(kubeconfig, floor, options.file("svg")));
      default -> throw new IllegalArgumentException("there is no benchmark " + options.verb());
    }
  }

  private static void scale(
      String kubeconfig, Options options, Optional<Floor> floor, Consumer<String> out)
      throws IOException, InterruptedException {
    ServerLoad load =
        new ServerLoad(
            options.number("servers", 1000), options.number("concurrency", 50), System::nanoTime);
    ScaleReport report = Scale.run(kubeconfig, options.number("hosts", 50), load, floor, out);
    Optional<Path> svg = options.file("svg");
    if (svg.isPresent()) {
      ShortForm.write(svg.get(), LatencyPicture.svg(report));
    }
  }

  /** The picture is the last run's. */
  private static void criticalPath(String kubeconfig, Options options, Consumer<String> out)
      throws IOException {
    List<Double> idle = new ArrayList<>();
    for (int run = 1; run <= options.number("runs", 1); run++) {
      History history;
      try (Testbed bed = new Testbed(kubeconfig, "path" + run)) {
        bed.label(FirstServer.HOSTS);
        history = Recording.of(bed, cloud(options));
      }
      CriticalPath path = CriticalPath.of(history);
      idle.add(path.idle().toNanos() / 1e9);
      out.accept(new IdleTable(history, path).text());
      Optional<Path> svg = options.file("svg");
      if (svg.isPresent()) {
        ShortForm.picture(svg.get(), history, path);
      }
    }
    out.accept("idle on the critical path, s: " + Spread.of(idle).text(2));
  }

  /** What first-token deploys, or what first-server does. */
  private static ControlPlaneSpec cloud(Options options) {
    String name = options.text("cloud").orElse("token");
    return switch (name) {
      case "token" -> Testbed.cloud();
      case "server" -> FirstServer.cloud();
      default -> throw new IllegalArgumentException("there is no cloud " + name);
    };
  }

  private static void applyRatio(String kubeconfig, Options options, Consumer<String> out)
      throws IOException, InterruptedException {
    ApplyRatio.Result result =
        ApplyRatio.run(kubeconfig, Testbed.cloud(), options.number("pairs", PAIRS), out);
    out.accept(
        "median ratio: writes %s, whole call %s"
            .formatted(result.writes().text(2), result.whole().text(2)));
  }

  private static void memory(String kubeconfig, Options options, Consumer<String> out)
      throws IOException, InterruptedException {
    Size size = options.text("size").map(Size::valueOf).orElse(Size.TINY);
    out.accept(
        options.text("requests").filter("ignored"::equals).isPresent()
            ? Memory.runUnreserved(kubeconfig, size, FirstServer.HOSTS)
            : Memory.run(kubeconfig, size, FirstServer.HOSTS));
  }

  private static void leaks(String kubeconfig, Options options, Consumer<String> out)
      throws IOException, InterruptedException {
    int times = options.number("times", 50);
    try (Testbed bed = new Testbed(kubeconfig, "leaks")) {
      out.accept(Leaks.run(bed, Leaks.spec(), times).text(times));
    }
  }
}
