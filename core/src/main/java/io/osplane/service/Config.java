package io.osplane.service;

import io.osplane.spi.SecretTemplate;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The configuration of one service, with the options that hold secrets apart.
 *
 * @param files texts without secrets, by file name
 * @param secrets the options with secrets, as references; empty if there are none
 * @param given further files by path, as their providers wrote them; some with references
 */
record Config(SortedMap<String, String> files, String secrets, SortedMap<String, String> given) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{secret:");
  private static final Comparator<String> DEFAULT_FIRST =
      Comparator.comparing((String section) -> !section.equals("DEFAULT"))
          .thenComparing(Comparator.naturalOrder());

  Config {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    given = Collections.unmodifiableSortedMap(new TreeMap<>(given));
  }

  /**
   * The files of a row with its placeholders filled in.
   *
   * @param provided options by file, section and name that those want who answer its claims
   * @param own options of the spec for the first file; they win over all others; JSON if the file
   *     is Python
   */
  static Config of(
      Row row,
      Map<String, Map<String, Map<String, String>>> provided,
      Map<String, Map<String, String>> own,
      Placeholders placeholders) {
    SortedMap<String, String> files = new TreeMap<>();
    Sections secret = new Sections();
    row.files()
        .forEach(
            (name, file) -> {
              Sections all = new Sections();
              file.options().forEach((s, o) -> all.add(Map.of(s, placeholders.fill(o))));
              all.add(provided.getOrDefault(name, Map.of()));
              all.add(files.isEmpty() ? spoken(file, own) : Map.of());
              files.put(name, file.isPython() ? all.settings() : all.split(secret));
            });
    return new Config(files, secret.text(), Collections.emptySortedMap());
  }

  /** A copy with further files by path. */
  Config with(Map<String, String> more) {
    return new Config(files, secrets, new TreeMap<>(more));
  }

  /** Those further files that hold secrets, or those that do not, by path. */
  SortedMap<String, String> given(Predicate<String> which) {
    SortedMap<String, String> some = new TreeMap<>(given);
    some.values().removeIf(which.negate());
    return some;
  }

  /** Whether a text holds a secret, by reference. */
  static boolean isSecret(String text) {
    return REFERENCE.matcher(text).find();
  }

  /** The key of a path among the files of a ConfigMap or Secret. */
  static String key(String path) {
    return path.replaceAll("[^-._a-zA-Z0-9]", "_");
  }

  /** The spec's options in the language of the file. */
  private static Map<String, Map<String, String>> spoken(
      Row.ConfigFile file, Map<String, Map<String, String>> own) {
    if (!file.isPython()) {
      return own;
    }
    Map<String, String> settings = new TreeMap<>(own.getOrDefault(file.settings(), Map.of()));
    settings.replaceAll((name, json) -> PythonSetting.python(json));
    return Map.of(file.settings(), settings);
  }

  /** The secrets that it refers to, each with its epoch; for pod templates and keys. */
  String epochs() {
    Map<String, String> all = new TreeMap<>(given);
    all.put("", secrets);
    return new SecretTemplate("all", all).epochs();
  }

  /** Options by section, DEFAULT first. */
  private static final class Sections {
    private final SortedMap<String, SortedMap<String, String>> sections =
        new TreeMap<>(DEFAULT_FIRST);

    void add(Map<String, ? extends Map<String, String>> more) {
      more.forEach((section, options) -> options.forEach((o, v) -> put(section, o, v)));
    }

    private void put(String section, String option, String value) {
      sections.computeIfAbsent(section, s -> new TreeMap<>()).put(option, value);
    }

    /** The text of the options without secrets; the others go to {@code secret}. */
    String split(Sections secret) {
      Sections plain = new Sections();
      sections.forEach(
          (section, options) ->
              options.forEach(
                  (option, value) ->
                      (isSecret(value) ? secret : plain).put(section, option, value)));
      return plain.text();
    }

    /** Python's assignments. */
    String settings() {
      StringBuilder text = new StringBuilder();
      sections
          .values()
          .forEach(
              settings ->
                  settings.forEach(
                      (name, value) -> text.append(name).append(" = ").append(value).append('\n')));
      return text.toString();
    }

    String text() {
      StringBuilder text = new StringBuilder();
      sections.forEach(
          (section, options) -> {
            text.append('[').append(section).append("]\n");
            options.forEach((o, v) -> text.append(o).append(" = ").append(v).append('\n'));
          });
      return text.toString();
    }
  }
}
