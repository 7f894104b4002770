package io.osplane.health;

/** How well something is, from best to worst. */
public enum Status {
  HEALTHY,
  /** It serves, but with less redundancy or capacity than wanted. */
  DEGRADED,
  /** It could not be seen; nothing may be concluded. */
  UNKNOWN,
  /** It does not serve. */
  DOWN
}
