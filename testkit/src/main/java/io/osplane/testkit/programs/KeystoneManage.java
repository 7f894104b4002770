package io.osplane.testkit.programs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.osplane.testkit.Container;
import java.util.List;
import java.util.Optional;

/** The command {@code keystone-manage}, by itself or from Osplane's script. */
final class KeystoneManage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> SYNC_OPTIONS =
      List.of("", "--expand", "--migrate", "--contract");

  private KeystoneManage() {}

  /** Runs the commands of {@code commands.py} up to the first that fails. */
  static int script(Container container) {
    for (String text : container.command().subList(2, container.command().size())) {
      List<String> command = words(text);
      container.log("running " + String.join(" ", command));
      int code = run(container, command.stream().map(w -> content(container, w)).toList());
      if (code != 0) {
        return code;
      }
    }
    return 0;
  }

  private static List<String> words(String json) {
    try {
      return JSON.readValue(json, new TypeReference<List<String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON list: " + json, e);
    }
  }

  private static String content(Container container, String word) {
    return word.startsWith("@")
        ? container
            .text(word.substring(1))
            .orElseThrow(() -> new IllegalStateException("no file " + word.substring(1)))
        : word;
  }

  /** Runs one command; its exit code. */
  static int run(Container container, List<String> command) {
    try {
      return execute(container, command);
    } catch (DatabaseException e) {
      container.log(
          "CRITICAL keystone [-] Unhandled error: oslo_db.exception.DBError: (%d, \"%s\")"
              .formatted(e.code(), e.getMessage()));
      return 1;
    }
  }

  private static int execute(Container container, List<String> command) {
    String name =
        command.size() > 1 && command.get(0).equals("keystone-manage") ? command.get(1) : "";
    DatabaseLink database = KeystoneConfig.read(container).database(container);
    return switch (name) {
      case "db_sync" -> sync(container, database, command.size() > 2 ? command.get(2) : "");
      case "bootstrap" -> bootstrap(container, database, command);
      case "trust_flush" -> Identity.load(database).isPresent() ? 0 : noSchema(container);
      default -> {
        container.log("keystone-manage: error: invalid choice: " + command);
        yield 2;
      }
    };
  }

  private static int sync(Container container, DatabaseLink database, String option) {
    if (!SYNC_OPTIONS.contains(option)) {
      container.log("keystone-manage: error: unrecognized arguments: " + option);
      return 2;
    }
    if (Identity.load(database).isEmpty()) {
      Identity.empty().save(database);
    }
    return 0;
  }

  private static int bootstrap(Container container, DatabaseLink database, List<String> command) {
    Optional<Identity> identity = Identity.load(database);
    if (identity.isEmpty()) {
      return noSchema(container);
    }
    new KeystoneBootstrap(identity.get()).run(command);
    identity.get().save(database);
    return 0;
  }

  private static int noSchema(Container container) {
    container.log("CRITICAL keystone [-] (1146, \"Table 'project' doesn't exist\")");
    return 1;
  }
}
