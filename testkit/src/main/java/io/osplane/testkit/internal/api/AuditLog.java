package io.osplane.testkit.internal.api;

import io.osplane.testkit.Audit;
import io.osplane.testkit.AuditRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Keeps the latest requests. */
public final class AuditLog implements Audit {
  private static final int KEPT = 100_000;

  private final Deque<AuditRecord> records = new ArrayDeque<>();
  private final List<Consumer<AuditRecord>> listeners = new CopyOnWriteArrayList<>();

  void add(AuditRecord record) {
    synchronized (this) {
      records.addLast(record);
      if (records.size() > KEPT) {
        records.removeFirst();
      }
    }
    listeners.forEach(l -> l.accept(record));
  }

  @Override
  public void listen(Consumer<AuditRecord> listener) {
    listeners.add(listener);
  }

  @Override
  public synchronized List<AuditRecord> records() {
    return List.copyOf(records);
  }

  @Override
  public synchronized void clear() {
    records.clear();
  }
}
