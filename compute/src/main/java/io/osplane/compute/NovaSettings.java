package io.osplane.compute;

import io.osplane.service.Setting;
import java.time.Duration;
import java.util.List;

/**
 * What operators often set of Nova without its hosts, for {@code ApiServiceSpec.with}; -1 is any
 * number.
 */
public final class NovaSettings {
  /** Whether its logs tell everything. */
  public static final Setting<Boolean> DEBUG = Setting.truth("nova", "DEFAULT", "debug");

  /** How many servers a project may have. */
  public static final Setting<Integer> QUOTA_INSTANCES =
      Setting.whole("nova", "quota", "instances", -1, Integer.MAX_VALUE);

  /** How many processors a project may have. */
  public static final Setting<Integer> QUOTA_CORES =
      Setting.whole("nova", "quota", "cores", -1, Integer.MAX_VALUE);

  /** How many mebibytes of memory a project may have. */
  public static final Setting<Integer> QUOTA_RAM_MB =
      Setting.whole("nova", "quota", "ram", -1, Integer.MAX_VALUE);

  /** How many entries a list has at most. */
  public static final Setting<Integer> MAX_LIMIT =
      Setting.whole("nova", "api", "max_limit", 1, 1_000_000);

  /** How many hosts are tried for a server. */
  public static final Setting<Integer> MAX_ATTEMPTS =
      Setting.whole("nova", "scheduler", "max_attempts", 1, 100);

  /** How often new hosts are looked for. */
  public static final Setting<Duration> DISCOVER_HOSTS_INTERVAL =
      Setting.seconds(
          "nova",
          "scheduler",
          "discover_hosts_in_cells_interval",
          Duration.ofSeconds(1),
          Duration.ofHours(1));

  /** What a host must pass to be taken for a server, by the names of filters. */
  public static final Setting<List<String>> ENABLED_FILTERS =
      Setting.words("nova", "filter_scheduler", "enabled_filters");

  /** Among how many of the best hosts one is drawn by lot. */
  public static final Setting<Integer> HOST_SUBSET_SIZE =
      Setting.whole("nova", "filter_scheduler", "host_subset_size", 1, 10_000);

  /** How much free memory speaks for a host; below zero, against it. */
  public static final Setting<Double> RAM_WEIGHT_MULTIPLIER =
      Setting.number("nova", "filter_scheduler", "ram_weight_multiplier", -1000, 1000);

  private NovaSettings() {}
}
