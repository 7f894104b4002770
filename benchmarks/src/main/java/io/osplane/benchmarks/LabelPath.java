package io.osplane.benchmarks;

import io.osplane.ControlPlane;
import io.osplane.compute.Compute;
import io.osplane.compute.Host;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Every node of the cluster labelled at once, on a cloud without hosts: when Nova takes servers on
 * each. Nothing of Osplane works meanwhile; it is only asked.
 */
final class LabelPath {
  private static final int LOOKS = 300;

  private LabelPath() {}

  static void run(String kubeconfig, Consumer<String> out) throws InterruptedException {
    try (Testbed bed = new Testbed(kubeconfig, "labels");
        ControlPlane cloud = bed.open()) {
      cloud.deploy(FirstServer.cloud()).apply();
      List<String> nodes =
          bed.admin().nodes().list().getItems().stream()
              .map(node -> Objects.requireNonNull(node).getMetadata().getName())
              .sorted(Comparator.naturalOrder())
              .toList();
      long begin = System.nanoTime();
      bed.label(nodes);
      List<String> missing = new ArrayList<>(nodes);
      for (int look = 0; look < LOOKS && !missing.isEmpty(); look++) {
        for (Host host : Compute.on(cloud).hosts()) {
          if (host.takesServers() && missing.remove(host.name())) {
            double seconds = (System.nanoTime() - begin) / 1e9;
            out.accept(
                String.format(
                    Locale.ROOT, "%s takes servers %.1f s after the labels", host.name(), seconds));
          }
        }
        if (new CountDownLatch(1).await(1, TimeUnit.SECONDS)) {
          throw new IllegalStateException("nobody counts down");
        }
      }
      out.accept(missing.isEmpty() ? "all of " + nodes.size() + " nodes" : "missing: " + missing);
    }
  }
}
