package io.osplane.compute;

/** What becomes of the servers on fake hosts that go. */
public enum Departure {
  /** Hosts with servers do not go: the operation is refused and nothing of them is changed. */
  WHEN_EMPTY,
  /** Their servers are deleted first. */
  WITH_SERVERS
}
