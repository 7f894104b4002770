package io.osplane.service;

import io.osplane.error.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * Which rules a spec's options break, together with those below them.
 *
 * @param rules by their ids
 */
record RuleCheck(Map<String, Row.Rule> rules, RowOptions options) {
  /**
   * What is broken; a rule that the spec has no part in is not its fault.
   *
   * @param path where an option is said, by its section and name
   */
  List<Violation> violations(BinaryOperator<String> path) {
    List<Violation> found = new ArrayList<>();
    rules.forEach(
        (id, rule) ->
            breaking(rule)
                .map(option -> path.apply(RowOptions.section(option), RowOptions.name(option)))
                .map(where -> rule.called(id).at(where))
                .ifPresent(found::add));
    return List.copyOf(found);
  }

  /** The spec's option that breaks it. */
  private Optional<String> breaking(Row.Rule rule) {
    List<String> enough = matching(rule.any());
    boolean isBroken =
        matching(rule.when()).size() == rule.when().size()
            && (rule.any().isEmpty() || !enough.isEmpty());
    return Stream.concat(enough.stream(), rule.when().keySet().stream())
        .filter(option -> isBroken && options.isOwn(option))
        .findFirst();
  }

  private List<String> matching(Map<String, String> patterns) {
    return patterns.entrySet().stream()
        .filter(e -> options.value(e.getKey()).matches(e.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
