package io.osplane.compute;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is wanted of hosts without a hypervisor, for tests of scale: pods with Nova's agent and its
 * fake driver. Servers on them are entries in the agents' memory, to be booted without a network;
 * those of a pod that ends are gone.
 *
 * @param name the instance's name, which is also that of its first accounts; hosts are called
 *     {@code NAME-fake-0} and so on
 * @param replicas how many, from 0 to 1000
 * @param departure what becomes of the servers on hosts that go when there are fewer
 * @param config options of Nova's agent by section and name, as for an API service
 * @param nova the Nova that the hosts belong to
 * @param epoch of its accounts: message bus and Keystone user; at least 1. Raised, both are
 *     replaced by new ones with new passwords
 */
public record FakeHostsSpec(
    ComponentName name,
    int replicas,
    Departure departure,
    Map<String, Map<String, String>> config,
    ComponentName nova,
    int epoch)
    implements ComponentSpec {
  /** The word that selects the component. */
  static final String KIND = "fake-hosts";

  public FakeHostsSpec {
    Map<String, Map<String, String>> sections = new TreeMap<>();
    config.forEach(
        (section, options) ->
            sections.put(section, Collections.unmodifiableMap(new TreeMap<>(options))));
    config = Collections.unmodifiableMap(sections);
  }

  /** No hosts yet, of the Nova named {@code nova}. */
  public static FakeHostsSpec defaults() {
    return of(0);
  }

  /** So many hosts of the Nova named {@code nova}. */
  public static FakeHostsSpec of(int replicas) {
    return new FakeHostsSpec(
        ComponentName.of(KIND),
        replicas,
        Departure.WHEN_EMPTY,
        Map.of(),
        ComponentName.of("nova"),
        1);
  }

  @Override
  public String kind() {
    return KIND;
  }

  public FakeHostsSpec named(String newName) {
    return new FakeHostsSpec(ComponentName.of(newName), replicas, departure, config, nova, epoch);
  }

  @Override
  public FakeHostsSpec withReplicas(int newReplicas) {
    return new FakeHostsSpec(name, newReplicas, departure, config, nova, epoch);
  }

  public FakeHostsSpec withDeparture(Departure newDeparture) {
    return new FakeHostsSpec(name, replicas, newDeparture, config, nova, epoch);
  }

  /** A copy with one more option of Nova's agent. */
  public FakeHostsSpec withOption(String section, String option, String value) {
    Map<String, Map<String, String>> changed = new TreeMap<>(config);
    Map<String, String> options = new TreeMap<>(changed.getOrDefault(section, Map.of()));
    options.put(option, value);
    changed.put(section, options);
    return new FakeHostsSpec(name, replicas, departure, changed, nova, epoch);
  }

  /** A copy for the hosts of another Nova. */
  public FakeHostsSpec withNova(String other) {
    return new FakeHostsSpec(name, replicas, departure, config, ComponentName.of(other), epoch);
  }

  /** A copy whose accounts are of this epoch. */
  public FakeHostsSpec withEpoch(int number) {
    return new FakeHostsSpec(name, replicas, departure, config, nova, number);
  }
}
