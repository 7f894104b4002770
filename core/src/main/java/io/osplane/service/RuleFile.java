package io.osplane.service;

import io.osplane.error.Violation;
import io.osplane.spi.Resource;
import io.osplane.spi.SpecRule;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * Rules as data, for options that a component has another one's service read. Their form is that of
 * a row's {@code rules}, described in {@code docs/guide/services.md}.
 */
public final class RuleFile {
  private final Map<String, Row.Rule> rules;

  private RuleFile(Map<String, Row.Rule> rules) {
    this.rules = Collections.unmodifiableMap(rules);
  }

  /**
   * The rules of the resource {@code NAME.yaml} beside a class.
   *
   * @throws IllegalStateException if there is no such resource
   * @throws java.io.UncheckedIOException if it is not as it should be
   */
  public static RuleFile of(String name, Class<?> beside) {
    return new RuleFile(Row.Rule.parse(Resource.text(beside, name + ".yaml")));
  }

  /** The rules, for {@link io.osplane.spi.Component#rules()}. */
  public List<SpecRule> rules() {
    return rules.entrySet().stream().map(e -> e.getValue().called(e.getKey())).toList();
  }

  /**
   * Which of them are broken.
   *
   * @param options values by section and option
   * @param path where an option is said in the spec, by its section and name
   */
  public List<Violation> violations(
      Map<String, Map<String, String>> options, BinaryOperator<String> path) {
    return new RuleCheck(rules, new RowOptions(options, Map.of())).violations(path);
  }
}
