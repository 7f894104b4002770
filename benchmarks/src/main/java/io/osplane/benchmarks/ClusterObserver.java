package io.osplane.benchmarks;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Watchable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Watches pods, Jobs, StatefulSets, Deployments and volume claims of one namespace with a client of
 * its own, and notes when a condition became true by its own clock. Thread-safe.
 */
final class ClusterObserver implements AutoCloseable {
  private static final String COMPONENT = "osplane.io/component";
  private final Clock clock = Clock.systemUTC();
  private final KubernetesClient client;
  private final List<Watch> watches = new ArrayList<>();
  private final Map<String, Set<String>> known = new HashMap<>();
  private final List<Sighting> sightings = new ArrayList<>();
  private Optional<WatcherException> broken = Optional.empty();

  /** Watches from now on. */
  ClusterObserver(String kubeconfig, String namespace) {
    client = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig)).build();
    watch(client.pods().inNamespace(namespace));
    watch(client.batch().v1().jobs().inNamespace(namespace));
    watch(client.apps().statefulSets().inNamespace(namespace));
    watch(client.apps().deployments().inNamespace(namespace));
    watch(client.persistentVolumeClaims().inNamespace(namespace));
  }

  /**
   * What was seen so far.
   *
   * @throws IllegalStateException if a watch broke: then something may have been missed
   */
  synchronized List<Sighting> sightings() {
    broken.ifPresent(
        cause -> {
          throw new IllegalStateException("a watch of the observer broke: measure again", cause);
        });
    return List.copyOf(sightings);
  }

  private <T extends HasMetadata> void watch(Watchable<T> objects) {
    watches.add(
        objects.watch(
            new Watcher<T>() {
              @Override
              public void eventReceived(Action action, T object) {
                see(action, object);
              }

              @Override
              public void onClose(WatcherException cause) {
                fail(cause);
              }
            }));
  }

  private synchronized void see(Watcher.Action action, HasMetadata object) {
    Instant now = clock.instant();
    String name = object.getKind() + " " + object.getMetadata().getName();
    Set<String> isTrue = action == Watcher.Action.DELETED ? Set.of() : Conditions.of(object);
    Set<String> was = known.getOrDefault(name, Set.of());
    known.put(name, isTrue);
    Map<String, String> labels = object.getMetadata().getLabels();
    String component = labels == null ? "" : labels.getOrDefault(COMPONENT, "");
    isTrue.stream()
        .filter(condition -> !was.contains(condition))
        .forEach(c -> sightings.add(new Sighting(now, component, name + " " + c)));
  }

  private synchronized void fail(WatcherException cause) {
    broken = Optional.of(cause);
  }

  @Override
  public void close() {
    watches.forEach(Watch::close);
    client.close();
  }
}
