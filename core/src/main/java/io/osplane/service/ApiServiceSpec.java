package io.osplane.service;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import io.osplane.Credential;
import io.osplane.Replicas;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is wanted of one OpenStack API service.
 *
 * @param name the instance's name
 * @param kind the service, for example {@code keystone}
 * @param replicas pods of each of its servers; a range hands their number to an autoscaler
 * @param config options of its main configuration file by section and name; they win over Osplane's
 *     own choices, but options that Osplane derives from claims are violations, and so are options
 *     that hold a password
 * @param credentials where passwords come from, by what they are for; those that are not named are
 *     generated
 * @param storage sizes of its volumes by name, for example {@code images} → {@code 50Gi}; those
 *     that are not named have the size that the service's row says
 * @param storageClass the class of its volumes; empty for the cluster's default
 * @param epoch of its accounts: database, message bus and Keystone user; at least 1. Raised, all of
 *     them are replaced by new ones with new passwords
 */
public record ApiServiceSpec(
    ComponentName name,
    String kind,
    Replicas replicas,
    Map<String, Map<String, String>> config,
    Map<String, Credential> credentials,
    Map<String, String> storage,
    Optional<String> storageClass,
    int epoch)
    implements ComponentSpec {

  public ApiServiceSpec {
    Map<String, Map<String, String>> sections = new TreeMap<>();
    config.forEach(
        (section, options) ->
            sections.put(section, Collections.unmodifiableMap(new TreeMap<>(options))));
    config = Collections.unmodifiableMap(sections);
    credentials = Collections.unmodifiableMap(new TreeMap<>(credentials));
    storage = Collections.unmodifiableMap(new TreeMap<>(storage));
  }

  /** A service named like its kind. */
  public static ApiServiceSpec of(String kind, int replicas) {
    return new ApiServiceSpec(
        ComponentName.of(kind),
        kind,
        Replicas.of(replicas),
        Map.of(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        1);
  }

  public ApiServiceSpec named(String newName) {
    return new ApiServiceSpec(
        ComponentName.of(newName),
        kind,
        replicas,
        config,
        credentials,
        storage,
        storageClass,
        epoch);
  }

  @Override
  public ApiServiceSpec withReplicas(int newReplicas) {
    return withReplicas(Replicas.of(newReplicas));
  }

  /** A copy with another number of pods, or a range of them. */
  public ApiServiceSpec withReplicas(Replicas newReplicas) {
    return new ApiServiceSpec(
        name, kind, newReplicas, config, credentials, storage, storageClass, epoch);
  }

  /** A copy with one more option. */
  public ApiServiceSpec withOption(String section, String option, String value) {
    Map<String, Map<String, String>> changed = new TreeMap<>(config);
    Map<String, String> options = new TreeMap<>(changed.getOrDefault(section, Map.of()));
    options.put(option, value);
    changed.put(section, options);
    return new ApiServiceSpec(
        name, kind, replicas, changed, credentials, storage, storageClass, epoch);
  }

  /**
   * A copy with one more option, of those that are known by type.
   *
   * @throws IllegalArgumentException if it is a setting of another kind of component, or the value
   *     is not one of use
   */
  public <T> ApiServiceSpec with(Setting<T> setting, T value) {
    return withOption(setting.section(), setting.name(), setting.text(kind, value));
  }

  /** A copy in which one password comes from elsewhere. */
  public ApiServiceSpec withCredential(String purpose, Credential credential) {
    Map<String, Credential> changed = new TreeMap<>(credentials);
    changed.put(purpose, credential);
    return new ApiServiceSpec(name, kind, replicas, config, changed, storage, storageClass, epoch);
  }

  /** A copy in which one volume has another size. */
  public ApiServiceSpec withStorage(String volume, String size) {
    Map<String, String> changed = new TreeMap<>(storage);
    changed.put(volume, size);
    return new ApiServiceSpec(
        name, kind, replicas, config, credentials, changed, storageClass, epoch);
  }

  /** A copy whose volumes are of this class. */
  public ApiServiceSpec withStorageClass(String newClass) {
    return new ApiServiceSpec(
        name, kind, replicas, config, credentials, storage, Optional.of(newClass), epoch);
  }

  /** A copy whose accounts are of this epoch. */
  public ApiServiceSpec withEpoch(int number) {
    return new ApiServiceSpec(
        name, kind, replicas, config, credentials, storage, storageClass, number);
  }
}
