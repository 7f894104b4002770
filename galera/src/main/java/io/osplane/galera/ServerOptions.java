package io.osplane.galera;

import io.osplane.error.Violation;
import io.osplane.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The options of a spec as lines of the server's file.
 *
 * <p>The server reads one option under many names: {@code -} for {@code _}, a prefix such as {@code
 * loose_} or {@code skip_}, and any beginning that no other option has (MariaDB's "Option
 * Prefixes").
 */
final class ServerOptions {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][-_.a-zA-Z0-9]*");
  private static final Pattern LINE = Pattern.compile("\\P{Cntrl}*");
  private static final Pattern PREFIX =
      Pattern.compile("^((loose|skip|disable|enable|maximum|autoset)_)+");

  private ServerOptions() {}

  static List<Violation> violations(Map<String, String> options) {
    Set<String> ours = ours();
    List<Violation> found = new ArrayList<>();
    options.forEach(
        (name, value) -> {
          String path = "options[" + name + "]";
          if (!NAME.matcher(name).matches() || !LINE.matcher(value).matches()) {
            found.add(
                new Violation(path, "is no line of the server's file", "one name, and one line"));
          } else if (name.equals(Capacity.OPTION)) {
            Capacity.form(path, value).ifPresent(found::add);
          } else if (isOurs(canonical(name), ours)) {
            found.add(new Violation(path, "is set by Osplane", "leave it out"));
          }
        });
    return found;
  }

  private static boolean isOurs(String name, Set<String> ours) {
    return name.startsWith("wsrep") || ours.stream().anyMatch(own -> own.startsWith(name));
  }

  /** What the file sets by itself: identity, formation and what OpenStack needs. */
  private static Set<String> ours() {
    return Resource.text(Galera.class, "my.cnf")
        .lines()
        .map(line -> line.split(" = ", 2)[0])
        .filter(name -> NAME.matcher(name).matches())
        .map(ServerOptions::canonical)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String canonical(String name) {
    return PREFIX.matcher(name.replace('-', '_')).replaceFirst("");
  }
}
