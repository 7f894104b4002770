package io.osplane.testkit.programs;

import java.util.List;

/** Nova's cell mappings: which database each cell has, as {@code cells.py} writes them. */
record CellMappings(Databases known) {
  private static final String TABLE = "cell_mappings";
  private static final String API = "api_database";

  /** Stands for the database that each process has in its own configuration. */
  private static final String OWN = "{path}";

  /** Maps cell0 to a database, and cell1 to each process' own. */
  void map(String cell0) {
    known.need(List.of(API));
    known.open(API).write(TABLE, "cell0 " + cell0 + "\ncell1 " + OWN + "\n");
  }

  /**
   * Connects to the database of every cell.
   *
   * @throws ProgramFailure if no cell is mapped
   */
  List<DatabaseLink> databases() {
    String mappings =
        known
            .open(API)
            .read(TABLE)
            .orElseThrow(() -> new ProgramFailure("ERROR: Could not access cell0: no mapping."));
    return mappings.lines().map(line -> open(line.substring(line.indexOf(' ') + 1))).toList();
  }

  private DatabaseLink open(String database) {
    return database.equals(OWN) ? known.open("database") : known.openBeside(database);
  }
}
