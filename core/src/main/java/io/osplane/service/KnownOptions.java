package io.osplane.service;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The configuration options that one release of a service knows, as the image build kit writes them
 * down. Immutable.
 *
 * @param service the service and its release, in words
 * @param sections options by section and name
 * @param choosers for each section whose name has a {@code *}, the option whose value says what may
 *     stand for it, as {@code section/name}
 */
record KnownOptions(
    String service,
    SortedMap<String, SortedMap<String, Option>> sections,
    SortedMap<String, String> choosers) {

  KnownOptions {
    sections = Collections.unmodifiableSortedMap(new TreeMap<>(sections));
    choosers = Collections.unmodifiableSortedMap(new TreeMap<>(choosers));
  }

  /**
   * Reads texts that together say what is known.
   *
   * @throws IllegalStateException if a line is no option
   */
  static KnownOptions parse(String service, List<String> texts) {
    SortedMap<String, SortedMap<String, Option>> sections = new TreeMap<>();
    SortedMap<String, String> choosers = new TreeMap<>();
    for (String text : texts) {
      String section = "";
      for (String line : text.lines().filter(KnownOptions::says).toList()) {
        if (line.startsWith("[")) {
          int end = line.indexOf(']');
          section = line.substring(1, end);
          choosers.put(section, line.substring(end + 1).strip());
        } else {
          Option option = Option.parse(section, line);
          sections.computeIfAbsent(section, s -> new TreeMap<>()).put(option.name(), option);
        }
      }
    }
    choosers.keySet().removeIf(name -> !name.contains("*"));
    return new KnownOptions(service, sections, choosers);
  }

  private static boolean says(String line) {
    return !line.isEmpty() && !line.startsWith("#");
  }

  /**
   * A copy in which a configuration has chosen the names of sections.
   *
   * @param config values by section and name
   */
  KnownOptions chosenBy(Map<String, ? extends Map<String, String>> config) {
    SortedMap<String, SortedMap<String, Option>> all = new TreeMap<>(sections);
    choosers.forEach(
        (section, chooser) -> {
          int slash = chooser.indexOf('/');
          Map<String, String> options = config.get(chooser.substring(0, slash));
          String value =
              options == null ? "" : options.getOrDefault(chooser.substring(slash + 1), "");
          Arrays.stream(value.split("[\\s,]+"))
              .map(item -> item.replaceFirst(":.*", ""))
              .filter(word -> !word.isEmpty())
              .forEach(word -> all.putIfAbsent(section.replace("*", word), named(section, word)));
        });
    return new KnownOptions(service, all, choosers);
  }

  private SortedMap<String, Option> named(String section, String word) {
    SortedMap<String, Option> named = new TreeMap<>();
    sections
        .getOrDefault(section, Collections.emptySortedMap())
        .forEach((name, option) -> named.put(name, option.named(word)));
    return named;
  }

  /** The option of this name. */
  Optional<Option> option(String section, String name) {
    return Optional.ofNullable(sections.get(section)).map(options -> options.get(name));
  }

  /** The option that once had this name, and is still found by it. */
  Optional<Option> renamed(String section, String name) {
    String former = section + "/" + name;
    return sections.values().stream()
        .flatMap(options -> options.values().stream())
        .filter(option -> option.formers().contains(former))
        .findFirst();
  }
}
