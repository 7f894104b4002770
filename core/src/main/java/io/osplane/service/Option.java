package io.osplane.service;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A configuration option that a release of a service knows.
 *
 * @param formers the names that it had, {@code section/name}; they still work
 * @param isSecret whether its values hold secrets
 * @param isLeaving whether a later release will have it no more
 */
record Option(
    String section,
    String name,
    OptionType type,
    SortedSet<String> formers,
    boolean isSecret,
    boolean isLeaving) {

  Option {
    formers = Collections.unmodifiableSortedSet(new TreeSet<>(formers));
  }

  /** Reads {@code name type word word=what}. */
  static Option parse(String section, String line) {
    String[] words = line.split(" ", -1);
    if (words.length < 2) {
      throw new IllegalStateException("'" + line + "' of [" + section + "] is no option");
    }
    Map<String, String> said = new TreeMap<>();
    Arrays.stream(words).skip(2).forEach(word -> put(said, word));
    String formers = said.getOrDefault("was", "");
    return new Option(
        section,
        words[0],
        OptionType.of(words[1], said),
        formers.isEmpty() ? new TreeSet<>() : new TreeSet<>(Arrays.asList(formers.split(",", -1))),
        said.containsKey("secret"),
        said.containsKey("removal"));
  }

  private static void put(Map<String, String> said, String word) {
    int end = word.indexOf('=');
    said.put(end < 0 ? word : word.substring(0, end), word.substring(end + 1));
  }

  /** The same of a section whose name has a word for the {@code *}. */
  Option named(String word) {
    SortedSet<String> named = new TreeSet<>();
    formers.forEach(former -> named.add(former.replace("*", word)));
    return new Option(section.replace("*", word), name, type, named, isSecret, isLeaving);
  }

  /** As people write it: {@code [section] name}. */
  @Override
  public String toString() {
    return "[" + section + "] " + name;
  }
}
