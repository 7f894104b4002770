package io.osplane.testkit;

import static io.osplane.testkit.WithCluster.configMap;
import static io.osplane.testkit.WithCluster.statefulSet;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.Map;

/** Prints how long things take; run it by hand. */
final class SpeedReport {
  private static final int OBJECTS = 3000;

  private SpeedReport() {}

  public static void main(String[] arguments) {
    for (int round = 0; round < 4; round++) {
      report("round " + round);
    }
  }

  private static void report(String title) {
    long start = System.nanoTime();
    try (SimulatedCluster cluster = SimulatedCluster.start()) {
      long started = System.nanoTime();
      try (KubernetesClient client = client(cluster)) {
        client.configMaps().list();
        long first = System.nanoTime();
        for (int i = 0; i < OBJECTS; i++) {
          client.resource(configMap("c" + i, Map.of("k", "v"))).create();
        }
        long created = System.nanoTime();
        client.configMaps().list();
        long listed = System.nanoTime();
        client.resource(statefulSet("db", 3)).create();
        cluster.clock().settle();
        long deployed = System.nanoTime();
        System.out.printf(
            "%s: start %d ms, %d creates/s, list of %d %d ms, StatefulSet of 3 ready %d ms%n",
            title,
            millis(start, started),
            OBJECTS * 1000L / Math.max(1, millis(first, created)),
            OBJECTS,
            millis(created, listed),
            millis(listed, deployed));
      }
    }
  }

  private static long millis(long from, long to) {
    return Duration.ofNanos(to - from).toMillis();
  }

  private static KubernetesClient client(SimulatedCluster cluster) {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(Config.empty())
                .withMasterUrl(cluster.url())
                .withOauthToken(cluster.adminToken())
                .withNamespace("default")
                .build())
        .build();
  }
}
