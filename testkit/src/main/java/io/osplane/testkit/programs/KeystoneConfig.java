package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of Keystone's mounted files; of two values the later file's counts. */
record KeystoneConfig(Map<String, String> options) {
  private static final List<String> FILES =
      List.of("/etc/keystone/keystone.conf", "/etc/keystone/keystone.conf.d/secrets.conf");

  /** As the files are now. */
  static KeystoneConfig read(Container container) {
    Map<String, String> options = new HashMap<>();
    for (String file : FILES) {
      String section = "DEFAULT";
      for (String line : container.text(file).orElse("").lines().map(String::strip).toList()) {
        int equals = line.indexOf('=');
        if (line.startsWith("[")) {
          section = line.substring(1, line.length() - 1);
        } else if (equals > 0 && !line.startsWith("#")) {
          options.put(
              section + "." + line.substring(0, equals).strip(),
              line.substring(equals + 1).strip());
        }
      }
    }
    return new KeystoneConfig(options);
  }

  /**
   * Connects to the database of option {@code [database] connection}.
   *
   * @throws DatabaseException if that fails
   */
  DatabaseLink database(Container container) {
    return DatabaseLink.open(
        container,
        Optional.ofNullable(options.get("database.connection"))
            .orElseThrow(() -> new DatabaseException(2005, "no [database] connection is set")));
  }

  /** What makes and checks tokens. */
  String tokenProvider() {
    return options.getOrDefault("token.provider", "fernet");
  }

  /** How many seconds a token is valid. */
  long expiration() {
    return Long.parseLong(options.getOrDefault("token.expiration", "3600"));
  }
}
