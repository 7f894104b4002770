package io.osplane.testkit.internal.clock;

/** Whether a timer lets virtual time jump to it when there is nothing else to do. */
public enum Pull {
  /** Something is under way and this timer carries it on. */
  PROGRESS,
  /** Routine, such as the probe of a ready container: only shortly after something happened. */
  ROUTINE,
  /** Waits for time to pass by, such as a schedule. */
  NEVER
}
