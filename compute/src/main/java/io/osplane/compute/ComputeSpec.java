package io.osplane.compute;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import io.osplane.service.Setting;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is wanted of the hosts that run guests: the Kubernetes nodes with the label {@code
 * osplane.io/host.PLANE}, whose value is the name of the host's group. Adding the label adds a
 * host; nothing else is to be done.
 *
 * @param name the instance's name, which is also that of its accounts in their first epoch
 * @param group the group of hosts; empty for all hosts
 * @param virtType what makes a guest's processor
 * @param config options of Nova's agent by section and name, as for an API service
 * @param nova the Nova that the hosts belong to
 * @param epoch of its accounts: message bus and Keystone user; at least 1. Raised, both are
 *     replaced by new ones with new passwords
 */
public record ComputeSpec(
    ComponentName name,
    Optional<String> group,
    VirtType virtType,
    Map<String, Map<String, String>> config,
    ComponentName nova,
    int epoch)
    implements ComponentSpec {
  /** The word that selects the component. */
  static final String KIND = "compute";

  public ComputeSpec {
    Map<String, Map<String, String>> sections = new TreeMap<>();
    config.forEach(
        (section, options) ->
            sections.put(section, Collections.unmodifiableMap(new TreeMap<>(options))));
    config = Collections.unmodifiableMap(sections);
  }

  /** All hosts, with KVM, of the Nova named {@code nova}. */
  public static ComputeSpec defaults() {
    return new ComputeSpec(
        ComponentName.of(KIND),
        Optional.empty(),
        VirtType.KVM,
        Map.of(),
        ComponentName.of("nova"),
        1);
  }

  /** Hosts whose guests' processors are made so. */
  public static ComputeSpec of(VirtType virtType) {
    return defaults().withVirtType(virtType);
  }

  @Override
  public String kind() {
    return KIND;
  }

  /**
   * Hosts are not counted by the spec.
   *
   * @throws IllegalArgumentException always
   */
  @Override
  public ComputeSpec withReplicas(int replicas) {
    throw new IllegalArgumentException(
        "hosts are added and removed by a label of their Kubernetes nodes");
  }

  public ComputeSpec named(String newName) {
    return new ComputeSpec(ComponentName.of(newName), group, virtType, config, nova, epoch);
  }

  /** A copy for the hosts of one group. */
  public ComputeSpec withGroup(String newGroup) {
    return new ComputeSpec(name, Optional.of(newGroup), virtType, config, nova, epoch);
  }

  public ComputeSpec withVirtType(VirtType newType) {
    return new ComputeSpec(name, group, newType, config, nova, epoch);
  }

  /** A copy with one more option of Nova's agent. */
  public ComputeSpec withOption(String section, String option, String value) {
    Map<String, Map<String, String>> changed = new TreeMap<>(config);
    Map<String, String> options = new TreeMap<>(changed.getOrDefault(section, Map.of()));
    options.put(option, value);
    changed.put(section, options);
    return new ComputeSpec(name, group, virtType, changed, nova, epoch);
  }

  /**
   * A copy with one more option, of those that are known by type.
   *
   * @throws IllegalArgumentException if it is a setting of another kind of component, or the value
   *     is not one of use
   */
  public <T> ComputeSpec with(Setting<T> setting, T value) {
    return withOption(setting.section(), setting.name(), setting.text(KIND, value));
  }

  /** A copy for the hosts of another Nova. */
  public ComputeSpec withNova(String other) {
    return new ComputeSpec(name, group, virtType, config, ComponentName.of(other), epoch);
  }

  /** A copy whose accounts are of this epoch. */
  public ComputeSpec withEpoch(int number) {
    return new ComputeSpec(name, group, virtType, config, nova, number);
  }
}
