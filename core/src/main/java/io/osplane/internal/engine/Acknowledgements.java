package io.osplane.internal.engine;

import io.osplane.error.Violation;
import io.osplane.internal.spec.Spelling;
import io.osplane.spi.Component;
import io.osplane.spi.SpecRule;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The rules whose warnings a spec accepts, among those that the components have.
 *
 * @param given their ids
 * @param kinds the components that are installed
 */
record Acknowledgements(SortedSet<String> given, Collection<Component<?>> kinds) {
  /** Whether it is accepted. */
  boolean accept(Violation violation) {
    return violation.isWarning() && given.contains(violation.rule());
  }

  /** Those that can be no acknowledgement. */
  List<Violation> violations() {
    SortedSet<String> errors = ids(false);
    SortedSet<String> warnings = ids(true);
    return given.stream()
        .filter(id -> errors.contains(id) || !warnings.contains(id))
        .map(id -> errors.contains(id) ? error(id) : unknown(id, warnings))
        .toList();
  }

  private SortedSet<String> ids(boolean ofWarnings) {
    return kinds.stream()
        .flatMap(kind -> kind.rules().stream())
        .filter(rule -> rule.isWarning() == ofWarnings)
        .map(SpecRule::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Violation error(String id) {
    return new Violation(
        path(id),
        "is an error, which cannot be acknowledged",
        "leave it out, and keep to the rule");
  }

  private static Violation unknown(String id, SortedSet<String> warnings) {
    String right = Spelling.nearest(id, warnings).orElse("one of " + warnings);
    return new Violation(path(id), "is no rule with a warning", right);
  }

  private static String path(String id) {
    return "acknowledging[" + id + "]";
  }
}
