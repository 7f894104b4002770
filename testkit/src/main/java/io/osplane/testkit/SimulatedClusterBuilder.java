package io.osplane.testkit;

import io.osplane.testkit.internal.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Chooses what a {@link SimulatedCluster} is like. Not thread-safe. */
public final class SimulatedClusterBuilder {
  private final Map<String, ProgramFactory> programs = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> labels = new LinkedHashMap<>();
  private int nodes = 3;
  private Instant startTime = Instant.parse("2026-01-01T00:00:00Z");
  private Duration horizon = Duration.ofMinutes(10);
  private int history = 10_000;
  private boolean defaultStorageClass = true;

  SimulatedClusterBuilder() {}

  /** How many nodes, called node1, node2, and so on; 3 unless set. */
  public SimulatedClusterBuilder nodes(int count) {
    nodes = count;
    return this;
  }

  /** A label that a node has from the beginning, such as one that makes it a host of guests. */
  public SimulatedClusterBuilder label(String node, String key, String value) {
    labels.computeIfAbsent(node, n -> new LinkedHashMap<>()).put(key, value);
    return this;
  }

  /**
   * What runs in containers of this name, or whose image contains this text; a name goes before a
   * text, and among texts the first that was set.
   */
  public SimulatedClusterBuilder program(String nameOrImage, ProgramFactory factory) {
    programs.put(nameOrImage, factory);
    return this;
  }

  /** When virtual time begins. */
  public SimulatedClusterBuilder startTime(Instant time) {
    startTime = time;
    return this;
  }

  /**
   * How far virtual time jumps by itself; 10 minutes, the longest back-off there is, unless set.
   */
  public SimulatedClusterBuilder horizon(Duration duration) {
    horizon = duration;
    return this;
  }

  /** How many changes are kept for watches; 10,000 unless set. */
  public SimulatedClusterBuilder history(int changes) {
    history = changes;
    return this;
  }

  /** Without it, claims that name no storage class stay pending. */
  public SimulatedClusterBuilder defaultStorageClass(boolean present) {
    defaultStorageClass = present;
    return this;
  }

  /**
   * Starts the cluster; it serves when this returns.
   *
   * @throws IllegalArgumentException if a node that there is not was to have a label
   */
  public SimulatedCluster start() {
    return new Simulation(
        new Simulation.Settings(
            nodes, labels, startTime, horizon, history, defaultStorageClass, programs));
  }
}
