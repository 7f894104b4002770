package io.osplane.service;

import io.osplane.error.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

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
            touched(rule)
                .filter(option -> isBroken(rule))
                .map(option -> path.apply(RowOptions.section(option), RowOptions.name(option)))
                .map(where -> rule.called(id).at(where))
                .ifPresent(found::add));
    return List.copyOf(found);
  }

  private boolean isBroken(Row.Rule rule) {
    return rule.when().entrySet().stream()
        .allMatch(e -> options.value(e.getKey()).matches(e.getValue()));
  }

  private Optional<String> touched(Row.Rule rule) {
    return rule.when().keySet().stream().filter(options::isOwn).findFirst();
  }
}
