package io.osplane.service;

import io.osplane.error.Violation;
import io.osplane.internal.spec.Spelling;
import io.osplane.spi.SpecRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether options of a spec are what the service knows.
 *
 * @param known with the sections that the configuration has chosen
 * @param set what Osplane sets by itself: values by section and name
 */
record OptionCheck(KnownOptions known, Map<String, Map<String, String>> set) {
  static final SpecRule LEAVING =
      SpecRule.warning(
          "R71",
          "is deprecated: a later release has it no more",
          "leave it out, as the service's release notes say");
  static final SpecRule FORMER =
      SpecRule.warning("R72", "is the former name of an option", "its name of today");
  private static final int SHOWN = 3;

  /**
   * A check of what a spec adds to a row.
   *
   * @param own the spec's values by section and name
   */
  static OptionCheck of(KnownOptions known, Row row, Map<String, Map<String, String>> own) {
    Map<String, Map<String, String>> set = new TreeMap<>();
    row.files().values().forEach(file -> add(set, file.options()));
    Map<String, Map<String, String>> all = new TreeMap<>();
    add(all, set);
    add(all, own);
    return new OptionCheck(known.chosenBy(all), set);
  }

  private static void add(
      Map<String, Map<String, String>> all, Map<String, Map<String, String>> more) {
    more.forEach((s, options) -> all.computeIfAbsent(s, x -> new TreeMap<>()).putAll(options));
  }

  /** That the service knows no option of this name, neither today's nor a former one. */
  Optional<Violation> unknown(String path, String section, String name) {
    return known.option(section, name).or(() -> renamed(section, name)).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Violation(path, "is no option of " + known.service(), meant(section, name)));
  }

  /** Whether the service has a section of this name, or one so alike that it must be meant. */
  boolean concerns(String section, String name) {
    return section(section).flatMap(s -> known.option(s, name)).isPresent()
        || known.sections().containsKey(section);
  }

  /** What is wrong with an option. */
  Optional<Violation> violation(String path, String section, String name, String value) {
    Optional<Option> renamed = renamed(section, name);
    Optional<Option> option = known.option(section, name).or(() -> renamed);
    if (option.isEmpty()) {
      return unknown(path, section, name);
    }
    if (option.get().isSecret()) {
      return Optional.of(SpecCheck.secret(path));
    }
    if (renamed.filter(this::isSet).isPresent()) {
      String problem = "is a former name of an option that Osplane sets, so it would not be read";
      return Optional.of(new Violation(path, problem, renamed.get().toString()));
    }
    return option
        .get()
        .type()
        .instead(value)
        .map(right -> new Violation(path, "is no value that " + known.service() + " takes", right))
        .or(() -> option.filter(Option::isLeaving).map(any -> LEAVING.at(path)))
        .or(() -> renamed.map(now -> FORMER.at(path, FORMER.why(), now.toString())));
  }

  private Optional<Option> renamed(String section, String name) {
    return known.option(section, name).isPresent()
        ? Optional.empty()
        : known.renamed(section, name);
  }

  private boolean isSet(Option option) {
    return set.getOrDefault(option.section(), Map.of()).containsKey(option.name());
  }

  /** What may have been meant by a name that is not known. */
  private String meant(String section, String name) {
    Stream<Option> here = section(section).flatMap(s -> nearest(s, name)).stream();
    List<Option> found = Stream.concat(here, named(name)).distinct().toList();
    if (found.isEmpty()) {
      found = Spelling.nearest(name, names()).stream().flatMap(this::named).toList();
    }
    return found.isEmpty()
        ? "an option that it knows"
        : found.stream().limit(SHOWN).map(this::text).collect(Collectors.joining(" or "))
            + (found.size() > SHOWN ? " or in other sections" : "");
  }

  /** The section, or else the one that is nearest in spelling. */
  private Optional<String> section(String given) {
    Set<String> sections = known.sections().keySet();
    return sections.stream()
        .filter(given::equalsIgnoreCase)
        .findFirst()
        .or(() -> Spelling.nearest(given, sections));
  }

  private Optional<Option> nearest(String section, String name) {
    Map<String, Option> options = known.sections().get(section);
    return options == null
        ? Optional.empty()
        : Spelling.nearest(name, options.keySet()).map(options::get);
  }

  private Stream<Option> named(String name) {
    return known.sections().keySet().stream().flatMap(s -> known.option(s, name).stream());
  }

  private Set<String> names() {
    return known.sections().values().stream()
        .flatMap(options -> options.keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String text(Option option) {
    String chooser = known.choosers().get(option.section());
    return chooser == null
        ? option.toString()
        : option + " with a word of [" + chooser.replace("/", "] ") + " for *";
  }
}
