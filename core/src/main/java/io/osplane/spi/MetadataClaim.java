package io.osplane.spi;

import io.osplane.ComponentName;
import io.osplane.SecretRef;
import java.util.Optional;

/**
 * A claim of the service that tells guests about themselves. Agents of hosts pass guests' requests
 * on to it; where there is none, guests do without.
 *
 * @param name whose agents ask
 * @param from the provider; empty for the only one
 */
public record MetadataClaim(String name, Optional<ComponentName> from)
    implements Claim<MetadataClaim.Binding> {

  /**
   * How agents ask it.
   *
   * @param host the name of its Service
   * @param port its HTTP port
   * @param secret what it and the agents have in common, to sign requests with
   */
  public record Binding(String host, int port, SecretRef secret) {}

  public static MetadataClaim of(String name) {
    return new MetadataClaim(name, Optional.empty());
  }

  @Override
  public boolean isOptional() {
    return true;
  }

  @Override
  public Capability<Binding> capability() {
    return Capability.METADATA;
  }
}
