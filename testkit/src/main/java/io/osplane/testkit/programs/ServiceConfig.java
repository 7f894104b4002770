package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a service's mounted files; of two values the later file's counts.
 *
 * @param options by {@code SECTION.OPTION}
 */
record ServiceConfig(Map<String, String> options) {

  /** As the files are now; one that is not mounted holds nothing. */
  static ServiceConfig read(Container container, List<String> files) {
    Map<String, String> options = new HashMap<>();
    files.forEach(file -> add(container.text(file).orElse(""), options));
    return new ServiceConfig(options);
  }

  private static void add(String text, Map<String, String> options) {
    String section = "DEFAULT";
    for (String line : text.lines().map(String::strip).toList()) {
      int equals = line.indexOf('=');
      if (line.startsWith("[")) {
        section = line.substring(1, line.length() - 1);
      } else if (equals > 0 && !line.startsWith("#")) {
        options.put(
            section + "." + line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
  }

  Optional<String> option(String section, String option) {
    return Optional.ofNullable(options.get(section + "." + option));
  }

  String option(String section, String option, String otherwise) {
    return option(section, option).orElse(otherwise);
  }
}
