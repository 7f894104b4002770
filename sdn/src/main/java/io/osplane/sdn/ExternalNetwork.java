package io.osplane.sdn;

import io.osplane.SecretRef;
import io.osplane.error.OsplaneException;
import io.osplane.error.Violation;
import io.osplane.health.Condition;
import io.osplane.spi.Capability;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.NetworkClaim;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.Provision;
import io.osplane.spi.SecretTemplate;
import io.osplane.spi.SpecRule;
import io.osplane.spi.Task;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A network back end that a vendor runs: Neutron gets its plugin, options, files, image and keys;
 * nothing else is deployed. Stateless and thread-safe.
 */
public final class ExternalNetwork implements Component<ExternalNetworkSpec> {
  static final String KIND = "network";
  static final String ML2 = "ml2";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Class<ExternalNetworkSpec> specType() {
    return ExternalNetworkSpec.class;
  }

  @Override
  public List<Violation> validate(ExternalNetworkSpec spec, Plane plane) {
    return ExternalRules.violations(spec, plane.release());
  }

  @Override
  public List<Violation> validate(Claim<?> claim, ExternalNetworkSpec spec, Plane plane) {
    return claim instanceof NetworkClaim network
        ? network.refused(spec.servicePlugins())
        : List.of();
  }

  @Override
  public List<SpecRule> rules() {
    return ExternalRules.rules();
  }

  @Override
  public Set<Capability<?>> provides() {
    return Set.of(Capability.NETWORK);
  }

  /** There is nothing to wait for: whether the vendor's controller serves, only it knows. */
  @Override
  public Provision<NetworkClaim.Binding> provide(
      Claim<?> claim, ExternalNetworkSpec spec, Plane plane) {
    if (!claim.capability().equals(Capability.NETWORK)) {
      throw new IllegalArgumentException(KIND + " does not provide " + claim.capability());
    }
    Map<String, String> files = new TreeMap<>(spec.files());
    spec.secret().files().forEach((path, key) -> files.put(path, value(spec, key)));
    NetworkClaim.Binding binding =
        new NetworkClaim.Binding(
            Map.of(NetworkClaim.NEUTRON, neutron(spec), NetworkClaim.HOSTS, spec.hostConfig()),
            files,
            spec.workers(),
            spec.image());
    return new Provision<>(binding, List.of());
  }

  /** What Neutron reads, without what is taken out of the Secret. */
  static Map<String, Map<String, String>> plain(ExternalNetworkSpec spec) {
    Map<String, Map<String, String>> all = new TreeMap<>();
    spec.config().forEach((section, options) -> all.put(section, new TreeMap<>(options)));
    put(all, "DEFAULT", "core_plugin", spec.corePlugin());
    put(all, "DEFAULT", "service_plugins", String.join(",", spec.servicePlugins()));
    if (spec.corePlugin().equals(ML2)) {
      put(all, "ml2", "mechanism_drivers", String.join(",", spec.mechanismDrivers()));
    }
    return all;
  }

  private static Map<String, Map<String, String>> neutron(ExternalNetworkSpec spec) {
    Map<String, Map<String, String>> all = plain(spec);
    spec.secret()
        .options()
        .forEach(
            (section, options) ->
                options.forEach((option, key) -> put(all, section, option, value(spec, key))));
    return all;
  }

  private static void put(
      Map<String, Map<String, String>> all, String section, String option, String value) {
    all.computeIfAbsent(section, s -> new TreeMap<>()).put(option, value);
  }

  private static String value(ExternalNetworkSpec spec, String key) {
    return SecretTemplate.value(spec.secret().ref(key));
  }

  @Override
  public List<Task> recipe(Change<ExternalNetworkSpec> change) {
    return List.of();
  }

  /** Of the vendor's own health nothing is seen here; Neutron tells of its agents. */
  @Override
  public List<Condition> probe(ExternalNetworkSpec spec, Probe probe) {
    List<Condition> missing =
        keys(spec.secret()).stream()
            .flatMap(key -> missing(spec.secret().ref(key), probe))
            .toList();
    return missing.isEmpty()
        ? List.of(Condition.healthy("External", "nothing of it runs here, and no key is missing"))
        : missing;
  }

  private static Set<String> keys(VendorSecret secret) {
    Set<String> keys = new TreeSet<>(secret.files().values());
    secret.options().values().forEach(options -> keys.addAll(options.values()));
    return keys;
  }

  /** What runs has a copy, so its absence harms later. */
  private static Stream<Condition> missing(SecretRef ref, Probe probe) {
    try {
      String unused = probe.reveal(ref);
      return Stream.of();
    } catch (OsplaneException e) {
      return Stream.of(
          Condition.degraded(
              "SecretMissing",
              "Secret " + ref.name() + " has no key " + ref.key(),
              "Let the vendor's controller write it again: nothing can be deployed without it"));
    }
  }
}
