package io.osplane.internal.engine;

import io.osplane.OnConflict;
import io.osplane.error.ConflictException;
import io.osplane.error.StalePlanException;
import io.osplane.plan.FieldChange;
import io.osplane.plan.ObjectChange;
import io.osplane.plan.Plan;
import java.util.Optional;

/**
 * What the caller agreed to: the plan that was reviewed, and what is to be done with fields that
 * others hold.
 *
 * @param reviewed the plan a person has seen; empty where any will do
 * @param onConflict what to do with fields that others hold
 */
record Consent(Optional<Plan> reviewed, OnConflict onConflict) {
  /** Whether a person has seen what would be done. */
  boolean isReviewed() {
    return reviewed.isPresent();
  }

  /**
   * Refuses a plan that goes beyond what was agreed to.
   *
   * @throws StalePlanException if it is not the reviewed one
   * @throws ConflictException if it would write fields that others hold, and these are not to be
   *     taken
   */
  void check(Plan current) {
    reviewed.ifPresent(plan -> compare(plan, current));
    if (onConflict != OnConflict.TAKE && !current.conflicts().isEmpty()) {
      throw new ConflictException(conflicts(current));
    }
  }

  private static void compare(Plan reviewed, Plan current) {
    if (!reviewed.fingerprint().equals(current.fingerprint())) {
      throw new StalePlanException(reviewed.fingerprint(), current.fingerprint());
    }
  }

  private static String conflicts(Plan plan) {
    StringBuilder fields = new StringBuilder();
    for (ObjectChange change : plan.steps().stream().flatMap(s -> s.changes().stream()).toList()) {
      for (FieldChange field : change.fields().stream().filter(FieldChange::isConflict).toList()) {
        fields.append(
            "%n  %s/%s %s: %s, held by %s; the spec says %s"
                .formatted(
                    change.kind(),
                    change.name(),
                    field.path(),
                    field.before(),
                    field.heldBy(),
                    field.after()));
      }
    }
    return fields.toString();
  }
}
