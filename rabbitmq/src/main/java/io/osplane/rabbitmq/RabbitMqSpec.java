package io.osplane.rabbitmq;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is wanted of one message bus.
 *
 * @param name the instance's name
 * @param replicas the number of members: 1, 3, 5 or 7
 * @param storage the size of each member's volume, a Kubernetes quantity; it can grow, not shrink
 * @param storageClass the volumes' storage class; empty for the cluster's default
 * @param options further keys of {@code rabbitmq.conf}; never a secret, and none that Osplane sets
 */
public record RabbitMqSpec(
    ComponentName name,
    int replicas,
    String storage,
    Optional<String> storageClass,
    Map<String, String> options)
    implements ComponentSpec {

  /** Sorts the options, so that rendering is deterministic. */
  public RabbitMqSpec {
    options = Collections.unmodifiableMap(new TreeMap<>(options));
  }

  /** Three members named {@code rabbitmq} with 10 GiB each. */
  public static RabbitMqSpec defaults() {
    return of(3);
  }

  public static RabbitMqSpec of(int replicas) {
    return named("rabbitmq", replicas);
  }

  /** An instance with a name of its own, for a control plane with several buses. */
  public static RabbitMqSpec named(String name, int replicas) {
    return new RabbitMqSpec(ComponentName.of(name), replicas, "10Gi", Optional.empty(), Map.of());
  }

  @Override
  public String kind() {
    return RabbitMq.KIND;
  }

  @Override
  public RabbitMqSpec withReplicas(int newReplicas) {
    return new RabbitMqSpec(name, newReplicas, storage, storageClass, options);
  }

  public RabbitMqSpec withStorage(String newStorage) {
    return new RabbitMqSpec(name, replicas, newStorage, storageClass, options);
  }

  public RabbitMqSpec withStorageClass(String newStorageClass) {
    return new RabbitMqSpec(name, replicas, storage, Optional.of(newStorageClass), options);
  }

  /** A copy with one more key of {@code rabbitmq.conf}. */
  public RabbitMqSpec withOption(String key, String value) {
    Map<String, String> more = new TreeMap<>(options);
    more.put(key, value);
    return new RabbitMqSpec(name, replicas, storage, storageClass, more);
  }
}
