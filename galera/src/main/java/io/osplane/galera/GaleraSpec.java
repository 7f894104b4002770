package io.osplane.galera;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is wanted of a database cluster.
 *
 * @param name its name, also of its Service
 * @param replicas the number of members: odd, so that a majority survives the loss of one
 * @param storage the size of each member's volume, as a Kubernetes quantity
 * @param storageClass the volumes' class; empty for the cluster's default
 * @param options further options of the server's {@code [mysqld]} section; {@code max_connections},
 *     100 to 8192, is instead of what the control plane's size says
 */
public record GaleraSpec(
    ComponentName name,
    int replicas,
    String storage,
    Optional<String> storageClass,
    Map<String, String> options)
    implements ComponentSpec {

  /** Sorts the options, so that rendering is deterministic. */
  public GaleraSpec {
    options = Collections.unmodifiableMap(new TreeMap<>(options));
  }

  /** Three members with 10 GiB each. */
  public static GaleraSpec defaults() {
    return named("galera", 3);
  }

  /** A cluster called {@code galera}. */
  public static GaleraSpec of(int replicas) {
    return named("galera", replicas);
  }

  /** A cluster with a name of its own, for example {@code galera-cell1}. */
  public static GaleraSpec named(String name, int replicas) {
    return new GaleraSpec(ComponentName.of(name), replicas, "10Gi", Optional.empty(), Map.of());
  }

  @Override
  public String kind() {
    return "galera";
  }

  @Override
  public GaleraSpec withReplicas(int number) {
    return new GaleraSpec(name, number, storage, storageClass, options);
  }

  public GaleraSpec withStorage(String size) {
    return new GaleraSpec(name, replicas, size, storageClass, options);
  }

  public GaleraSpec withStorageClass(String value) {
    return new GaleraSpec(name, replicas, storage, Optional.of(value), options);
  }

  /** A copy with one more option of the server. */
  public GaleraSpec withOption(String option, String value) {
    Map<String, String> more = new TreeMap<>(options);
    more.put(option, value);
    return new GaleraSpec(name, replicas, storage, storageClass, more);
  }
}
