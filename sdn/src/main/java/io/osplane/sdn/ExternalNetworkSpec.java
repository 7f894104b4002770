package io.osplane.sdn;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A network back end of somebody else's: what Neutron and the hosts must know to use it. Nothing of
 * it is deployed.
 *
 * @param name the instance's name
 * @param corePlugin Neutron's core plugin: {@code ml2}, or a class of the vendor's
 * @param mechanismDrivers the drivers of ML2, in their order; none for another core plugin
 * @param servicePlugins the service plugins that the back end has; Neutron has all of them, unless
 *     its own spec names some
 * @param config options of Neutron by section and name; those of Neutron's own spec win over them
 * @param hostConfig options of Nova's agents on the hosts by section and name
 * @param files what Neutron's processes find at further paths: texts by absolute path
 * @param secret what they take out of the vendor's Secret
 * @param workers Neutron's processes that only this back end needs: command lines by role
 * @param image the image with the vendor's plugin in the catalog, whose {@code overrides} say where
 *     it is; empty for the usual one
 */
public record ExternalNetworkSpec(
    ComponentName name,
    String corePlugin,
    List<String> mechanismDrivers,
    List<String> servicePlugins,
    Map<String, Map<String, String>> config,
    Map<String, Map<String, String>> hostConfig,
    Map<String, String> files,
    VendorSecret secret,
    Map<String, List<String>> workers,
    String image)
    implements ComponentSpec {

  /** Sorts options and files, so that rendering is deterministic. */
  public ExternalNetworkSpec {
    mechanismDrivers = List.copyOf(mechanismDrivers);
    servicePlugins = List.copyOf(servicePlugins);
    config = sorted(config);
    hostConfig = sorted(hostConfig);
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    workers = Collections.unmodifiableMap(new TreeMap<>(workers));
  }

  /** The values of fields that a spec in YAML leaves out. */
  public static ExternalNetworkSpec defaults() {
    return of(ExternalNetwork.KIND);
  }

  /** A back end of ML2 whose drivers are still to be named. */
  public static ExternalNetworkSpec of(String name, String... mechanismDrivers) {
    return new ExternalNetworkSpec(
        ComponentName.of(name),
        ExternalNetwork.ML2,
        List.of(mechanismDrivers),
        List.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        VendorSecret.defaults(),
        Map.of(),
        "");
  }

  @Override
  public String kind() {
    return ExternalNetwork.KIND;
  }

  /** The same: there is nothing to be scaled. */
  @Override
  public ExternalNetworkSpec withReplicas(int replicas) {
    return this;
  }

  /** A copy with a core plugin of the vendor's, in place of ML2. */
  public ExternalNetworkSpec withCorePlugin(String plugin) {
    return with(
        copy -> {
          copy.corePlugin = plugin;
          copy.mechanismDrivers = List.of();
        });
  }

  public ExternalNetworkSpec withServicePlugins(String... plugins) {
    return with(copy -> copy.servicePlugins = List.of(plugins));
  }

  /** A copy with one more option of Neutron. */
  public ExternalNetworkSpec withOption(String section, String option, String value) {
    return with(copy -> copy.config = with(config, section, option, value));
  }

  /** A copy with one more option of Nova's agents on the hosts. */
  public ExternalNetworkSpec withHostOption(String section, String option, String value) {
    return with(copy -> copy.hostConfig = with(hostConfig, section, option, value));
  }

  /** A copy with one more file for Neutron's processes. */
  public ExternalNetworkSpec withFile(String path, String text) {
    return with(copy -> copy.files.put(path, text));
  }

  public ExternalNetworkSpec withSecret(VendorSecret taken) {
    return with(copy -> copy.secret = taken);
  }

  /** A copy with one more process of Neutron. */
  public ExternalNetworkSpec withWorker(String role, String... command) {
    return with(copy -> copy.workers.put(role, List.of(command)));
  }

  /** A copy whose plugin is in this image of the catalog. */
  public ExternalNetworkSpec withImage(String newImage) {
    return with(copy -> copy.image = newImage);
  }

  private ExternalNetworkSpec with(Consumer<Draft> change) {
    Draft copy = new Draft(this);
    change.accept(copy);
    return copy.spec();
  }

  /** A copy that is still being changed. */
  private static final class Draft {
    private final ComponentName name;
    private final Map<String, String> files;
    private final Map<String, List<String>> workers;
    private String corePlugin;
    private List<String> mechanismDrivers;
    private List<String> servicePlugins;
    private Map<String, Map<String, String>> config;
    private Map<String, Map<String, String>> hostConfig;
    private VendorSecret secret;
    private String image;

    Draft(ExternalNetworkSpec from) {
      this.name = from.name;
      this.files = new TreeMap<>(from.files);
      this.workers = new TreeMap<>(from.workers);
      this.corePlugin = from.corePlugin;
      this.mechanismDrivers = from.mechanismDrivers;
      this.servicePlugins = from.servicePlugins;
      this.config = from.config;
      this.hostConfig = from.hostConfig;
      this.secret = from.secret;
      this.image = from.image;
    }

    ExternalNetworkSpec spec() {
      return new ExternalNetworkSpec(
          name,
          corePlugin,
          mechanismDrivers,
          servicePlugins,
          config,
          hostConfig,
          files,
          secret,
          workers,
          image);
    }
  }

  static Map<String, Map<String, String>> sorted(Map<String, Map<String, String>> options) {
    Map<String, Map<String, String>> all = new TreeMap<>();
    options.forEach((s, o) -> all.put(s, Collections.unmodifiableMap(new TreeMap<>(o))));
    return Collections.unmodifiableMap(all);
  }

  static Map<String, Map<String, String>> with(
      Map<String, Map<String, String>> options, String section, String option, String value) {
    Map<String, Map<String, String>> all = new TreeMap<>(options);
    Map<String, String> more = new TreeMap<>(all.getOrDefault(section, Map.of()));
    more.put(option, value);
    all.put(section, more);
    return all;
  }
}
