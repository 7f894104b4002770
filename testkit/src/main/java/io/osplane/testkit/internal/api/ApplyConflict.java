package io.osplane.testkit.internal.api;

import io.osplane.testkit.internal.fields.Ownership;
import java.util.List;
import java.util.stream.Collectors;

/** The refusal of an apply that touches other managers' fields. */
final class ApplyConflict {
  private ApplyConflict() {}

  static ApiError of(List<Ownership.Conflict> conflicts) {
    String list =
        conflicts.size() == 1
            ? conflicts.get(0).message() + ": " + conflicts.get(0).field()
            : conflicts.stream()
                .map(c -> c.message() + ":\n- " + c.field())
                .collect(Collectors.joining("\n"));
    String plural = conflicts.size() == 1 ? " conflict: " : " conflicts: ";
    ApiError error =
        new ApiError(409, "Conflict", "Apply failed with " + conflicts.size() + plural + list);
    conflicts.forEach(
        c -> error.because(new ApiError.Cause("FieldManagerConflict", c.message(), c.field())));
    return error;
  }
}
