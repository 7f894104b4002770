package io.osplane.spi;

import io.osplane.ComponentName;
import io.osplane.error.Violation;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A claim of the back end that carries out what Neutron is asked for.
 *
 * @param name who drives it, or has it on its hosts
 * @param plugins the service plugins that Neutron shall have; empty for those of the back end
 * @param isOptional whether the consumer also works without one, as hosts do
 * @param from the provider; empty for the only one
 */
public record NetworkClaim(
    String name, List<String> plugins, boolean isOptional, Optional<ComponentName> from)
    implements Claim<NetworkClaim.Binding> {
  /** Neutron's own file. */
  public static final String NEUTRON = "neutron.conf";

  /** The file of Neutron's plugin ML2. */
  public static final String ML2 = "ml2_conf.ini";

  /** The file of Nova's agents on the hosts. */
  public static final String HOSTS = "nova.conf";

  private static final Set<String> FILES = new TreeSet<>(List.of(NEUTRON, ML2, HOSTS));

  /** Whoever drives the back end goes by it. */
  public static final SpecRule PLUGINS =
      SpecRule.error(
          "R47", "names a plugin that the network back end does not have", "those that it has");

  /**
   * How Neutron drives it, and what its hosts need for it.
   *
   * @param options what configuration files hold for it: by {@link #NEUTRON}, {@link #ML2} or
   *     {@link #HOSTS}, by section and option; a value may hold references made by {@link
   *     SecretTemplate}
   * @param files what Neutron's processes find at other paths: texts by absolute path; a text may
   *     hold references, too
   * @param workers Neutron's processes that only this back end needs: command lines by role
   * @param image the image of Neutron's processes in the catalog; empty for the usual one
   */
  public record Binding(
      Map<String, Map<String, Map<String, String>>> options,
      Map<String, String> files,
      Map<String, List<String>> workers,
      String image) {
    /**
     * Sorts what it holds, so that rendering is deterministic.
     *
     * @throws IllegalArgumentException if options are for a file that nobody reads, or a path is
     *     not absolute
     */
    public Binding {
      if (!FILES.containsAll(options.keySet())) {
        throw new IllegalArgumentException(
            "options for " + new TreeSet<>(options.keySet()) + "; files with options: " + FILES);
      }
      if (!files.keySet().stream().allMatch(path -> path.startsWith("/"))) {
        throw new IllegalArgumentException("paths must be absolute: " + files.keySet());
      }
      options = Collections.unmodifiableMap(new TreeMap<>(options));
      files = Collections.unmodifiableMap(new TreeMap<>(files));
      workers = Collections.unmodifiableMap(new TreeMap<>(workers));
    }

    /** Options alone. */
    public static Binding of(Map<String, Map<String, Map<String, String>>> options) {
      return new Binding(options, Map.of(), Map.of(), "");
    }

    /** What is left of it for who does not drive it: options. */
    public Binding onlyOptions() {
      return of(options);
    }
  }

  public NetworkClaim {
    plugins = List.copyOf(plugins);
  }

  /** A claim of what drives the back end. */
  public static NetworkClaim of(String name) {
    return new NetworkClaim(name, List.of(), false, Optional.empty());
  }

  /** A claim of hosts, which have guests without network if there is no back end. */
  public static NetworkClaim ofHosts(String name) {
    return new NetworkClaim(name, List.of(), true, Optional.empty());
  }

  /** A copy for a Neutron with these service plugins. */
  public NetworkClaim with(List<String> servicePlugins) {
    return new NetworkClaim(name, servicePlugins, isOptional, from);
  }

  /**
   * What a back end refuses of the service plugins. One that is named by its Python class may be
   * anybody's, and is let pass.
   *
   * @param supported those that it has
   */
  public List<Violation> refused(Collection<String> supported) {
    return plugins.stream()
        .filter(plugin -> !plugin.contains(".") && !supported.contains(plugin))
        .map(
            plugin ->
                PLUGINS.at(
                    "config[DEFAULT][service_plugins]",
                    "names " + plugin + ", which the network back end does not have",
                    supported.isEmpty() ? "leave it out" : "some of " + new TreeSet<>(supported)))
        .toList();
  }

  @Override
  public Capability<Binding> capability() {
    return Capability.NETWORK;
  }
}
