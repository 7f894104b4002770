package io.osplane.testkit.internal.api;

import io.osplane.testkit.internal.fields.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The refusal of an apply that touches other managers' fields. */
final class ApplyConflict {
  private ApplyConflict() {}

  static ApiError of(List<Ownership.Conflict> conflicts) {
    int count = conflicts.size();
    String message =
        count == 1
            ? "1 conflict: " + conflicts.get(0).message() + ": " + conflicts.get(0).field()
            : count + " conflicts: " + byManager(conflicts);
    ApiError error = new ApiError(409, "Conflict", "Apply failed with " + message);
    conflicts.forEach(
        c -> error.because(new ApiError.Cause("FieldManagerConflict", c.message(), c.field())));
    return error;
  }

  private static String byManager(List<Ownership.Conflict> conflicts) {
    Map<String, List<String>> fields = new TreeMap<>();
    for (Ownership.Conflict c : conflicts) {
      fields.computeIfAbsent(c.message(), m -> new ArrayList<>()).add("\n- " + c.field());
    }
    return fields.entrySet().stream()
        .map(
            e ->
                e.getKey().replaceFirst("conflict", "conflicts")
                    + ":"
                    + String.join("", e.getValue()))
        .collect(Collectors.joining("\n"));
  }
}
