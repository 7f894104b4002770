package io.osplane.spi;

import io.osplane.ComponentName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A claim of the back end that carries out what Neutron is asked for.
 *
 * @param name who drives it
 * @param from the provider; empty for the only one
 */
public record NetworkClaim(String name, Optional<ComponentName> from)
    implements Claim<NetworkClaim.Binding> {

  /**
   * How Neutron drives it.
   *
   * @param options what Neutron's configuration files hold for it, by file name, section and
   *     option; a value may hold references made by {@link SecretTemplate}
   * @param workers Neutron's processes that only this back end needs: command lines by role
   * @param image the image of Neutron's processes in the catalog; empty for the usual one
   */
  public record Binding(
      Map<String, Map<String, Map<String, String>>> options,
      Map<String, List<String>> workers,
      String image) {
    public Binding {
      options = Collections.unmodifiableMap(new TreeMap<>(options));
      workers = Collections.unmodifiableMap(new TreeMap<>(workers));
    }
  }

  public static NetworkClaim of(String name) {
    return new NetworkClaim(name, Optional.empty());
  }

  @Override
  public Capability<Binding> capability() {
    return Capability.NETWORK;
  }
}
