package io.osplane.testkit.internal.api;

/**
 * Who writes, and how.
 *
 * @param manager the field manager
 * @param subresource {@code status}, or empty for the object itself
 * @param force whether an apply takes fields from other managers
 */
public record Write(
    String user, String manager, String subresource, boolean dryRun, boolean force) {

  public static Write by(String component) {
    return new Write("system:" + component, component, "", false, false);
  }

  public Write status() {
    return new Write(user, manager, "status", dryRun, force);
  }

  boolean toStatus() {
    return subresource.equals("status");
  }
}
