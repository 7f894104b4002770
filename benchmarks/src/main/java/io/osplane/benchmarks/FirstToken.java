package io.osplane.benchmarks;

import io.osplane.ControlPlane;
import io.osplane.event.StepFinished;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Empty namespace to first token, and to every member ready: Osplane and a floor in turns. */
final class FirstToken {
  /** The step that ends with the first token. */
  static final String TOKEN = "keystone/token";

  private FirstToken() {}

  /** Measures so many pairs, and tells each one as it comes. */
  static void run(String kubeconfig, Floor floor, int pairs, Consumer<String> out)
      throws IOException, InterruptedException {
    List<Double> token = new ArrayList<>();
    List<Double> whole = new ArrayList<>();
    out.accept("pair   floor token  whole   Osplane token  whole   ratio token  whole");
    for (int pair = 1; pair <= pairs; pair++) {
      Times its = floor.deploy();
      floor.down();
      Times ours = deploy(kubeconfig, "token" + pair);
      token.add(ours.token() / its.token());
      whole.add(ours.whole() / its.whole());
      out.accept(
          String.format(
              Locale.ROOT,
              "%4d   %11.1f %6.1f   %13.1f %6.1f   %11.2f %6.2f",
              pair,
              its.token(),
              its.whole(),
              ours.token(),
              ours.whole(),
              token.get(pair - 1),
              whole.get(pair - 1)));
    }
    out.accept(
        "median ratio: first token %s, every member ready %s"
            .formatted(Spread.of(token).text(2), Spread.of(whole).text(2)));
  }

  /** One deployment, from before its namespace is made. */
  static Times deploy(String kubeconfig, String purpose) {
    try (Testbed bed = new Testbed(kubeconfig, purpose);
        ControlPlane cloud = bed.open()) {
      long begin = System.nanoTime() - bed.creation().toNanos();
      AtomicLong token = new AtomicLong();
      cloud
          .events()
          .on(
              StepFinished.class,
              e -> {
                if (e.step().id().equals(TOKEN)) {
                  token.set(System.nanoTime());
                }
              });
      cloud.deploy(Testbed.cloud()).apply();
      return new Times(seconds(token.get() - begin), seconds(System.nanoTime() - begin));
    }
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
