package io.osplane.internal.kube;

import java.util.List;

/**
 * What server-side apply would do to an object.
 *
 * @param created whether there is no such object yet; then the lists are empty
 * @param changes the fields that change and that nobody else owns, in the object's order
 * @param conflicts the fields that would change and that others own, one for each owner
 * @param ownership paths whose value stays while our manager begins or ceases to own them
 */
public record FieldComparison(
    boolean created,
    List<FieldEdit> changes,
    List<FieldConflict> conflicts,
    List<String> ownership) {

  public FieldComparison {
    changes = List.copyOf(changes);
    conflicts = List.copyOf(conflicts);
    ownership = List.copyOf(ownership);
  }

  /** Whether the object has every desired value already. */
  public boolean isUnchanged() {
    return !created && changes.isEmpty() && conflicts.isEmpty();
  }
}
