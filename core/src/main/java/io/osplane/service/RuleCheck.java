package io.osplane.service;

import io.osplane.error.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which rules of a row a spec's options break, together with the row's own options.
 *
 * @param config options by section and name
 */
record RuleCheck(Row row, Map<String, Map<String, String>> config) {
  /** A rule that the spec has no part in is not its fault. */
  List<Violation> violations() {
    List<Violation> found = new ArrayList<>();
    row.rules()
        .forEach(
            (id, rule) ->
                touched(rule)
                    .filter(option -> isBroken(rule))
                    .map(option -> rule.called(id).at(path(option)))
                    .ifPresent(found::add));
    return List.copyOf(found);
  }

  private boolean isBroken(Row.Rule rule) {
    return rule.when().entrySet().stream().allMatch(e -> value(e.getKey()).matches(e.getValue()));
  }

  private Optional<String> touched(Row.Rule rule) {
    return rule.when().keySet().stream().filter(option -> own(option).isPresent()).findFirst();
  }

  private String value(String option) {
    return own(option).or(() -> get(defaults(), option)).orElse("");
  }

  private Map<String, Map<String, String>> defaults() {
    return row.files().values().iterator().next().options();
  }

  private Optional<String> own(String option) {
    return get(config, option);
  }

  private static Optional<String> get(Map<String, Map<String, String>> all, String option) {
    int dot = option.indexOf('.');
    Map<String, String> section = all.getOrDefault(option.substring(0, dot), Map.of());
    return Optional.ofNullable(section.get(option.substring(dot + 1)));
  }

  private static String path(String option) {
    return "config[" + option.replaceFirst("\\.", "][") + "]";
  }
}
