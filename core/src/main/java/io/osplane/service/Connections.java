package io.osplane.service;

import io.osplane.Size;

/**
 * How many connections the servers of a row may have open to its databases at once: every process
 * has a pool for each database. What a back end adds, Jobs, and pods during an update come on top.
 *
 * @param options what its processes read
 */
record Connections(Row row, ApiServiceSpec spec, RowOptions options, Size size) {
  private static final String USUAL = "database";

  /** What a pool without a limit, or a number of processes, is taken for at most. */
  private static final int MANY = 1000;

  static Connections of(Row row, ApiServiceSpec spec, Size size) {
    return new Connections(row, spec, RowOptions.of(row, spec.config()), size);
  }

  long most() {
    return row.servers().values().stream().mapToLong(this::of).sum();
  }

  private long of(Row.Server server) {
    long ofProcess =
        row.databases().keySet().stream().mapToLong(word -> ofPool(word, server)).sum();
    return ofProcess * processes(server) * Math.max(0, server.replicas(spec).max());
  }

  private int processes(Row.Server server) {
    if (!server.wsgi().isEmpty()) {
      return Row.Server.processes(size);
    }
    return server.workers().isEmpty() ? 1 : Math.max(1, number(options.value(server.workers()), 1));
  }

  /** A thread under uwsgi has one request, which has one connection to a database. */
  private long ofPool(String word, Row.Server server) {
    int pool = pool(section(word));
    return server.wsgi().isEmpty() ? pool : Math.min(pool, server.threads());
  }

  /** Databases without a section of their own are reached by the pools of the usual one. */
  private String section(String word) {
    String url = "{database." + word + ".url}";
    return options.below().entrySet().stream()
        .filter(section -> url.equals(section.getValue().get("connection")))
        .map(section -> section.getKey())
        .findFirst()
        .orElse(USUAL);
  }

  /** What oslo.db does without these options is 5 and 50. */
  private int pool(String section) {
    String kept = options.value(section + ".max_pool_size");
    String more = options.value(section + ".max_overflow");
    return kept.equals("0") || more.startsWith("-")
        ? MANY
        : Math.min(MANY, number(kept, 5) + number(more, 50));
  }

  private static int number(String text, int otherwise) {
    if (!text.matches("[0-9]+")) {
      return otherwise;
    }
    return text.length() > 6 ? MANY : Math.min(MANY, Integer.parseInt(text));
  }
}
