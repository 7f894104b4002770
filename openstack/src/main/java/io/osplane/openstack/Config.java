package io.osplane.openstack;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The configuration of one service, with the options that hold secrets apart.
 *
 * @param files texts without secrets, by file name
 * @param secrets the options with secrets, as references; empty if there are none
 */
record Config(SortedMap<String, String> files, String secrets) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{secret:([^|}]+)");
  private static final Comparator<String> DEFAULT_FIRST =
      Comparator.comparing((String section) -> !section.equals("DEFAULT"))
          .thenComparing(Comparator.naturalOrder());

  Config {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /**
   * The files of a row with its placeholders filled in.
   *
   * @param own options of the spec for the first file
   * @param bus options that the message bus wants; empty without one
   */
  static Config of(
      Row row,
      Map<String, Map<String, String>> own,
      Map<String, String> bus,
      Placeholders placeholders) {
    SortedMap<String, String> files = new TreeMap<>();
    Sections secret = new Sections();
    boolean first = true;
    for (Map.Entry<String, Row.ConfigFile> file : row.files().entrySet()) {
      Sections all = new Sections();
      file.getValue().options().forEach((s, o) -> all.add(Map.of(s, placeholders.fill(o))));
      if (first) {
        all.add(bus.isEmpty() ? Map.of() : Map.of("oslo_messaging_rabbit", bus));
        all.add(own);
      }
      first = false;
      files.put(file.getKey(), all.split(secret));
    }
    return new Config(files, secret.text());
  }

  /** The secrets that it refers to, each with its epoch; for pod templates and keys. */
  String epochs() {
    return REFERENCE
        .matcher(secrets)
        .results()
        .map((MatchResult m) -> m.group(1))
        .distinct()
        .sorted()
        .collect(Collectors.joining(","));
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
                      (REFERENCE.matcher(value).find() ? secret : plain)
                          .put(section, option, value)));
      return plain.text();
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
