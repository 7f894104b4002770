package io.osplane.benchmarks;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Size;
import io.osplane.event.StepFinished;
import io.osplane.openstack.MemcachedSpec;
import io.osplane.openstack.OpenStack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Empty namespace to first token, and to every member ready: Osplane and a floor in turns.
 * Arguments: the floor's script, and the number of pairs. The cluster is that of {@code
 * KUBECONFIG}.
 */
public final class FirstToken {
  private static final ControlPlaneSpec CLOUD =
      OpenStack.ha(3).size(Size.TINY).component(MemcachedSpec.of(1)).build();

  private FirstToken() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Floor floor = new Floor(arguments[0]);
    int pairs = Integer.parseInt(arguments[1]);
    List<Double> token = new ArrayList<>();
    List<Double> whole = new ArrayList<>();
    say("pair   floor token  whole   Osplane token  whole   ratio token  whole");
    for (int pair = 1; pair <= pairs; pair++) {
      Times its = floor.deploy();
      floor.down();
      Times ours = deploy("bench-" + ProcessHandle.current().pid() + "-" + pair);
      token.add(ours.token() / its.token());
      whole.add(ours.whole() / its.whole());
      say(
          "%4d   %11.1f %6.1f   %13.1f %6.1f   %11.2f %6.2f",
          pair,
          its.token(),
          its.whole(),
          ours.token(),
          ours.whole(),
          token.get(pair - 1),
          whole.get(pair - 1));
    }
    say("median ratio: first token %s, every member ready %s", spread(token), spread(whole));
  }

  private static Times deploy(String namespace) {
    try (KubernetesClient admin = new KubernetesClientBuilder().build();
        ControlPlane cloud = ControlPlane.builder().name(namespace).build()) {
      long begin = System.nanoTime();
      AtomicLong token = new AtomicLong();
      admin
          .resource(
              new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
          .create();
      cloud
          .events()
          .on(
              StepFinished.class,
              e -> {
                if (e.step().id().equals("keystone/token")) {
                  token.set(System.nanoTime());
                }
              });
      cloud.deploy(CLOUD).apply();
      Times times = new Times(seconds(token.get() - begin), seconds(System.nanoTime() - begin));
      cloud.remove().apply();
      admin.namespaces().withName(namespace).delete();
      admin
          .namespaces()
          .withName(namespace)
          .waitUntilCondition(Objects::isNull, 2, TimeUnit.MINUTES);
      return times;
    }
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  private static String spread(List<Double> ratios) {
    List<Double> sorted = ratios.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f to %.2f)",
        sorted.get(sorted.size() / 2),
        sorted.get(0),
        sorted.get(sorted.size() - 1));
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
