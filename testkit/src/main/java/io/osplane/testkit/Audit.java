package io.osplane.testkit;

import java.util.List;
import java.util.function.Consumer;

/** The requests that came over HTTP, in the order of their answers. Thread-safe. */
public interface Audit {

  /** A snapshot; the latest 100,000 are kept. */
  List<AuditRecord> records();

  /** Only those that were meant to change something and were not dry runs. */
  default List<AuditRecord> writes() {
    return records().stream()
        .filter(r -> !r.dryRun() && !List.of("get", "list", "watch").contains(r.verb()))
        .toList();
  }

  /** Calls the listener with every further request once it is done, before its answer goes out. */
  void listen(Consumer<AuditRecord> listener);

  void clear();
}
