package io.osplane.testkit.internal.model;

import java.util.Set;

/**
 * A kind of object and its resource name in URLs.
 *
 * @param group empty for the core group
 * @param subresources of {@code status} and {@code scale}, those it has
 */
public record Kind(
    String group,
    String version,
    String name,
    String plural,
    boolean namespaced,
    Set<String> subresources,
    String shortName) {

  /** The {@code apiVersion} of its objects. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** Resource and group as error messages write them, such as {@code deployments.apps}. */
  public String resource() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /** Whether writes to the main resource leave {@code status} alone. */
  public boolean hasStatus() {
    return subresources.contains("status");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Kind that && group.equals(that.group) && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return 31 * group.hashCode() + name.hashCode();
  }

  @Override
  public String toString() {
    return apiVersion() + "/" + name;
  }
}
