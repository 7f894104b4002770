package io.osplane.service;

import java.util.Map;
import java.util.Optional;

/**
 * What a service reads, as far as a spec and a row say it: both by section and option. Options are
 * named as {@code section.option}.
 *
 * @param own the spec's, which win
 * @param below the row's
 */
record RowOptions(Map<String, Map<String, String>> own, Map<String, Map<String, String>> below) {

  /** A spec's options over those of the first file of a row. */
  static RowOptions of(Row row, Map<String, Map<String, String>> own) {
    return new RowOptions(
        own,
        row.files().values().stream().findFirst().map(Row.ConfigFile::options).orElse(Map.of()));
  }

  /** The value, empty if nobody says it. */
  String value(String option) {
    return get(own, option).or(() -> get(below, option)).orElse("");
  }

  boolean isOwn(String option) {
    return get(own, option).isPresent();
  }

  static String section(String option) {
    return option.substring(0, option.indexOf('.'));
  }

  static String name(String option) {
    return option.substring(option.indexOf('.') + 1);
  }

  private static Optional<String> get(Map<String, Map<String, String>> all, String option) {
    return Optional.ofNullable(all.getOrDefault(section(option), Map.of()).get(name(option)));
  }
}
