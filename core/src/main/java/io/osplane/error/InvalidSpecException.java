package io.osplane.error;

import java.util.List;
import java.util.stream.Collectors;

/** A spec that cannot be carried out, with everything that is wrong with it. */
public final class InvalidSpecException extends OsplaneException {
  private static final long serialVersionUID = 1L;
  private final transient List<Violation> violations;

  public InvalidSpecException(List<Violation> violations) {
    super(
        "the spec has "
            + violations.size()
            + (violations.size() == 1 ? " violation" : " violations")
            + violations.stream()
                .map(v -> System.lineSeparator() + "  " + v)
                .collect(Collectors.joining()),
        violations.stream().anyMatch(Violation::isWarning)
            ? "Correct the fields named above, or acknowledge the warnings among them"
            : "Correct the fields named above");
    this.violations = List.copyOf(violations);
  }

  /** All of them, in the order of the spec. */
  public List<Violation> violations() {
    return violations;
  }
}
