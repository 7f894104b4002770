package io.osplane.openstack;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;

/**
 * What is wanted of memcached.
 *
 * @param name the instance's name
 * @param replicas servers; each holds a share of the cache, none holds a copy
 */
public record MemcachedSpec(ComponentName name, int replicas) implements ComponentSpec {
  /** The values of fields that a spec leaves out. */
  public static MemcachedSpec defaults() {
    return of(2);
  }

  public static MemcachedSpec of(int replicas) {
    return named("memcached", replicas);
  }

  public static MemcachedSpec named(String name, int replicas) {
    return new MemcachedSpec(ComponentName.of(name), replicas);
  }

  @Override
  public String kind() {
    return Memcached.KIND;
  }

  @Override
  public MemcachedSpec withReplicas(int newReplicas) {
    return new MemcachedSpec(name, newReplicas);
  }
}
