package io.osplane.benchmarks;

import io.osplane.ControlPlaneSpec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The rendered objects of a spec accepted by an API server: Osplane's apply beside raw server-side
 * apply of the same objects on sixteen connections, in turns, each in a fresh namespace.
 *
 * <p>A deployment waits between its objects; to compare the writing alone, the objects are given to
 * Osplane as one component that waits for nothing ({@link Sheet}). The Secrets that a deployment
 * fills in are among them without values. {@code writes} reaches from the first object sent to the
 * last one accepted; {@code whole} is all of the call, for Osplane with its Lease, two looks at the
 * namespace, the revision and its pruning. The goal is about {@code writes}.
 */
final class ApplyRatio {
  /**
   * The ratios of Osplane's time to the raw one.
   *
   * @param writes of the writes alone
   * @param whole of the whole calls
   */
  record Result(Spread writes, Spread whole) {}

  private ApplyRatio() {}

  /** Measures, and tells each pair as it comes. */
  static Result run(String kubeconfig, ControlPlaneSpec spec, int pairs, Consumer<String> out)
      throws IOException, InterruptedException {
    List<Double> writes = new ArrayList<>();
    List<Double> whole = new ArrayList<>();
    out.accept(
        "pair  objects   raw writes  whole   Osplane writes  whole   ratio writes  whole  "
            + " kubectl");
    for (int pair = 1; pair <= pairs; pair++) {
      int objects;
      Writers.Took raw;
      Writers.Took ours;
      try (Testbed bed = new Testbed(kubeconfig, "raw" + pair)) {
        raw = Writers.raw(bed, Sheet.of(spec, bed));
      }
      try (Testbed bed = new Testbed(kubeconfig, "apply" + pair)) {
        Sheet sheet = Sheet.of(spec, bed);
        objects = sheet.objects().size();
        ours = Writers.osplane(bed, sheet);
      }
      writes.add(ours.writes() / raw.writes());
      whole.add(ours.whole() / raw.whole());
      out.accept(
          String.format(
              Locale.ROOT,
              "%4d  %7d   %10.2f %6.2f   %14.2f %6.2f   %12.2f %6.2f   %7s",
              pair,
              objects,
              raw.writes(),
              raw.whole(),
              ours.writes(),
              ours.whole(),
              writes.get(pair - 1),
              whole.get(pair - 1),
              kubectl(kubeconfig, spec, pair)));
    }
    return new Result(Spread.of(writes), Spread.of(whole));
  }

  private static String kubectl(String kubeconfig, ControlPlaneSpec spec, int pair)
      throws IOException, InterruptedException {
    if (!isOnPath("kubectl")) {
      return "none";
    }
    try (Testbed bed = new Testbed(kubeconfig, "kubectl" + pair)) {
      return Writers.kubectl(bed, Sheet.of(spec, bed))
          .map(took -> String.format(Locale.ROOT, "%.2f", took))
          .orElse("failed");
    }
  }

  private static boolean isOnPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(path)
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
