package io.osplane.plan;

/** When a task runs within an operation. */
public enum Phase {
  /** Additive: the old consumers go on working. Providers before consumers. */
  EXPAND,
  /** The consumers move. */
  FOLLOW,
  /** What nobody uses any more goes, after every consumer followed. Consumers before providers. */
  CONTRACT
}
