package io.osplane.plan;

/** How a step can be taken back. */
public enum Undo {
  /** By applying the former spec again. */
  REAPPLY,
  /** By restoring a backup only. */
  RESTORE,
  /** Not at all. */
  NEVER
}
