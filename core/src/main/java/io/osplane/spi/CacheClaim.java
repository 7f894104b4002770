package io.osplane.spi;

import io.osplane.ComponentName;
import java.util.List;
import java.util.Optional;

/**
 * A claim of a memcached cache.
 *
 * @param name who uses it
 * @param from the provider; empty for the only one
 */
public record CacheClaim(String name, Optional<ComponentName> from)
    implements Claim<CacheClaim.Binding> {

  /**
   * How to reach the cache.
   *
   * @param servers {@code host:port} of every server, in the same order for every consumer
   */
  public record Binding(List<String> servers) {}

  public static CacheClaim of(String name) {
    return new CacheClaim(name, Optional.empty());
  }

  @Override
  public Capability<Binding> capability() {
    return Capability.CACHE;
  }
}
