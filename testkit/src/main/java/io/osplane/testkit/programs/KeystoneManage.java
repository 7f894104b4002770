package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import java.util.List;
import java.util.Optional;

/** The command {@code keystone-manage}. */
record KeystoneManage(Container container) {
  private static final List<String> SYNC_OPTIONS =
      List.of("", "--expand", "--migrate", "--contract");

  /**
   * Runs one command; its exit code.
   *
   * @param command with its arguments
   * @throws DatabaseException if the database does not let it in
   */
  int run(List<String> command) {
    ServiceConfig config = ServiceTable.service("keystone").config(container);
    DatabaseLink database = new Databases(container, config).open("database");
    return switch (command.size() > 1 ? command.get(1) : "") {
      case "db_sync" -> sync(database, command.size() > 2 ? command.get(2) : "");
      case "bootstrap" -> bootstrap(database, command);
      case "trust_flush" -> Identity.load(database).isPresent() ? 0 : noSchema();
      default -> {
        container.log("keystone-manage: error: invalid choice: " + command);
        yield 2;
      }
    };
  }

  private int sync(DatabaseLink database, String option) {
    if (!SYNC_OPTIONS.contains(option)) {
      container.log("keystone-manage: error: unrecognized arguments: " + option);
      return 2;
    }
    if (Identity.load(database).isEmpty()) {
      Identity.empty().save(database);
    }
    return 0;
  }

  private int bootstrap(DatabaseLink database, List<String> command) {
    Optional<Identity> identity = Identity.load(database);
    if (identity.isEmpty()) {
      return noSchema();
    }
    new KeystoneBootstrap(identity.get()).run(command);
    identity.get().save(database);
    return 0;
  }

  private int noSchema() {
    container.log("CRITICAL keystone [-] (1146, \"Table 'project' doesn't exist\")");
    return 1;
  }
}
