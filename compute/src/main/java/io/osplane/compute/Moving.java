package io.osplane.compute;

/** How servers may be moved from a host. */
public enum Moving {
  /** While they run, and no other. */
  LIVE,
  /**
   * Those that cannot move while they run are shelved and unshelved: stopped, their root disk made
   * an image in Glance, and made anew from it on another host. One that was stopped is stopped
   * again.
   */
  LIVE_OR_SHELVED
}
