package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import java.util.List;
import java.util.regex.Matcher;

/**
 * The databases that a service's configuration names by section, and the schemas in them. A schema
 * that is there is a table; which release it is of is not kept.
 */
record Databases(Container container, ServiceConfig config) {
  /** In place of a section: the databases of all of Nova's cells. */
  static final String CELLS = "cells";

  private static final String MAIN = "database";

  /**
   * Connects to the database of a section.
   *
   * @throws DatabaseException if that fails
   */
  DatabaseLink open(String section) {
    return DatabaseLink.open(container, url(section));
  }

  /** Connects as to the main database, to the one of this name beside it. */
  DatabaseLink openBeside(String database) {
    String beside = Matcher.quoteReplacement(database);
    String url = url(MAIN).replaceFirst("(://[^/]*/)[^?]*", "$1" + beside);
    return DatabaseLink.open(container, url);
  }

  private String url(String section) {
    return config
        .option(section, "connection")
        .orElseThrow(() -> new DatabaseException(2005, "no [" + section + "] connection is set"));
  }

  /** Makes the schema of these sections' databases where it is missing. */
  void make(List<String> sections) {
    for (String section : sections) {
      for (DatabaseLink link : links(section)) {
        if (link.read(table(section)).isEmpty()) {
          link.write(table(section), "whole");
        }
      }
    }
  }

  /**
   * Looks whether the schema of these sections' databases is there.
   *
   * @throws DatabaseException if one is not, or its database is not reached
   */
  void need(List<String> sections) {
    for (String section : sections) {
      for (DatabaseLink link : links(section)) {
        if (link.read(table(section)).isEmpty()) {
          throw new DatabaseException(1146, "Table '" + table(section) + "' doesn't exist");
        }
      }
    }
  }

  private List<DatabaseLink> links(String section) {
    return section.equals(CELLS) ? new CellMappings(this).databases() : List.of(open(section));
  }

  /** A cell's database is one like the main one. */
  private static String table(String section) {
    return "schema_of_" + (section.equals(CELLS) ? MAIN : section);
  }
}
