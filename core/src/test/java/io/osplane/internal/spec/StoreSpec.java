package io.osplane.internal.spec;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import io.osplane.Release;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A spec with a record component of each type that has a YAML form. */
public record StoreSpec(
    ComponentName name,
    int replicas,
    String storage,
    long quota,
    boolean tls,
    Mode mode,
    Release since,
    Backup backup,
    List<String> hosts,
    List<Volume> volumes,
    Map<String, String> options,
    Map<String, Volume> mounts,
    Optional<Integer> port,
    Optional<Backup> archive)
    implements ComponentSpec {

  /** What it does when full. */
  public enum Mode {
    STRICT,
    LOOSE
  }

  /** A record with defaults. */
  public record Backup(int keep, String schedule, Optional<String> bucket) {
    public Backup {
      if (keep < 0) {
        throw new IllegalArgumentException("keep is below 0");
      }
    }

    public static Backup defaults() {
      return new Backup(7, "@daily", Optional.of("backups"));
    }
  }

  /** A record without defaults. */
  public record Volume(String path, boolean readOnly, Optional<String> label) {}

  public static StoreSpec defaults() {
    return new StoreSpec(
        ComponentName.of("store"),
        3,
        "10Gi",
        1L << 40,
        true,
        Mode.STRICT,
        Release.of("2024.2"),
        new Backup(14, "@weekly", Optional.empty()),
        List.of("a"),
        List.of(),
        Map.of("charset", "utf8"),
        Map.of(),
        Optional.of(3306),
        Optional.empty());
  }

  @Override
  public String kind() {
    return "store";
  }

  @Override
  public StoreSpec withReplicas(int members) {
    return new StoreSpec(
        name, members, storage, quota, tls, mode, since, backup, hosts, volumes, options, mounts,
        port, archive);
  }
}
