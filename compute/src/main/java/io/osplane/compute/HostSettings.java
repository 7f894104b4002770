package io.osplane.compute;

import io.osplane.service.Setting;
import java.time.Duration;

/** What operators often set of hosts, for {@link ComputeSpec#with}. */
public final class HostSettings {
  /** How many processors of guests there may be for one of the host. */
  public static final Setting<Double> CPU_ALLOCATION_RATIO =
      Setting.number("compute", "DEFAULT", "cpu_allocation_ratio", 0.1, 64);

  /** How much memory of guests there may be for that of the host. */
  public static final Setting<Double> RAM_ALLOCATION_RATIO =
      Setting.number("compute", "DEFAULT", "ram_allocation_ratio", 0.1, 16);

  /** How much disk of guests there may be for that of the host. */
  public static final Setting<Double> DISK_ALLOCATION_RATIO =
      Setting.number("compute", "DEFAULT", "disk_allocation_ratio", 0.1, 16);

  /** Mebibytes of the host that guests do not get. */
  public static final Setting<Integer> RESERVED_HOST_MEMORY_MB =
      Setting.whole("compute", "DEFAULT", "reserved_host_memory_mb", 0, 1 << 22);

  /** Processors of the host that guests do not get; not beside sets of processors. */
  public static final Setting<Integer> RESERVED_HOST_CPUS =
      Setting.whole("compute", "DEFAULT", "reserved_host_cpus", 0, 4096);

  /** Processors for guests whose own are not pinned, as {@code 2-15,^8}. */
  public static final Setting<String> CPU_SHARED_SET =
      Setting.text("compute", "compute", "cpu_shared_set", "[-0-9,^ ]+", "processors as 2-15,^8");

  /** Processors for guests whose own are pinned, as {@code 2-15,^8}. */
  public static final Setting<String> CPU_DEDICATED_SET =
      Setting.text(
          "compute", "compute", "cpu_dedicated_set", "[-0-9,^ ]+", "processors as 2-15,^8");

  /** How many servers a host builds at once; 0 for any number. */
  public static final Setting<Integer> MAX_CONCURRENT_BUILDS =
      Setting.whole("compute", "DEFAULT", "max_concurrent_builds", 0, 1000);

  /** How many servers leave a host live at once; 0 for any number. */
  public static final Setting<Integer> MAX_CONCURRENT_LIVE_MIGRATIONS =
      Setting.whole("compute", "DEFAULT", "max_concurrent_live_migrations", 0, 1000);

  /** How long a live migration may take for each GiB of the guest; zero for ever. */
  public static final Setting<Duration> LIVE_MIGRATION_COMPLETION_TIMEOUT =
      Setting.seconds(
          "compute",
          "libvirt",
          "live_migration_completion_timeout",
          Duration.ZERO,
          Duration.ofDays(1));

  /** What becomes of one that takes longer: {@code abort} or {@code force_complete}. */
  public static final Setting<String> LIVE_MIGRATION_TIMEOUT_ACTION =
      Setting.text(
          "compute",
          "libvirt",
          "live_migration_timeout_action",
          "abort|force_complete",
          "abort or force_complete");

  /** Whether a guest may be slowed down so that its live migration comes to an end. */
  public static final Setting<Boolean> LIVE_MIGRATION_PERMIT_AUTO_CONVERGE =
      Setting.truth("compute", "libvirt", "live_migration_permit_auto_converge");

  private HostSettings() {}
}
