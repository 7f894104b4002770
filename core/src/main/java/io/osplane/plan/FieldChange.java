package io.osplane.plan;

/**
 * One field of a Kubernetes object that would change.
 *
 * @param path for example {@code spec.template.spec.containers[name=keystone].image}
 * @param before the value there is, or empty for none; never a secret
 * @param after the value there would be, or empty for none; never a secret
 * @param heldBy another field manager that holds the field at {@code before}, with the time since
 *     when; empty if nobody does
 */
public record FieldChange(String path, String before, String after, String heldBy) {
  /** Whether another field manager holds the field. */
  public boolean isConflict() {
    return !heldBy.isEmpty();
  }
}
