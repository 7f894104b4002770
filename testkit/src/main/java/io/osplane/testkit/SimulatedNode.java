package io.osplane.testkit;

/** A node of a simulated cluster, to switch off and on. Thread-safe. */
public interface SimulatedNode {

  String name();

  /** Takes the power: its programs are gone at once, and it falls silent. */
  void powerOff();

  /** Powers it on: its pods' containers start again. */
  void boot();

  /** Pulls its network plug: programs go on, but reach nothing and nobody hears of them. */
  void cut();

  void plug();
}
