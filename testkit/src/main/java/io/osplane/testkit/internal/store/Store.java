package io.osplane.testkit.internal.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Kind;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.ObjectKey;
import io.osplane.testkit.internal.model.Tree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All objects, with one counter of revisions and the latest changes.
 *
 * <p>What it holds is never changed in place: writers put changed copies. Not thread-safe; its
 * owner's lock guards it.
 */
public final class Store {
  private final Map<Kind, NavigableMap<String, ObjectNode>> objects = new HashMap<>();
  private final Deque<Change> history = new ArrayDeque<>();
  private final List<Consumer<Change>> listeners = new ArrayList<>();
  private final int historySize;
  private long revision = 1;
  private long forgotten = 1;

  public Store(int historySize) {
    this.historySize = historySize;
  }

  public @Nullable ObjectNode get(ObjectKey key) {
    return of(key.kind()).get(key.namespace() + "/" + key.name());
  }

  /** The objects of a namespace, or of all if it is empty, sorted by namespace and name. */
  public Collection<ObjectNode> list(Kind kind, String namespace) {
    return namespace.isEmpty()
        ? of(kind).values()
        : of(kind).subMap(namespace + "/", namespace + "0").values();
  }

  /** The same as they were at a revision that {@link #since} can go back to. */
  public Collection<ObjectNode> list(Kind kind, String namespace, long at) {
    if (at >= revision) {
      return list(kind, namespace);
    }
    NavigableMap<String, ObjectNode> then = new TreeMap<>(of(kind));
    Iterator<Change> back = history.descendingIterator();
    while (back.hasNext()) {
      Change change = back.next();
      if (change.revision() > at) {
        undo(kind, change, then);
      }
    }
    return namespace.isEmpty()
        ? then.values()
        : then.subMap(namespace + "/", namespace + "0").values();
  }

  private static void undo(Kind kind, Change change, NavigableMap<String, ObjectNode> objects) {
    if (!change.kind().equals(kind)) {
      return;
    }
    if (change.previous() == null) {
      objects.remove(id(change.object()));
    } else {
      objects.put(id(change.object()), change.previous());
    }
  }

  /** Stores a copy of the caller's, which gets the next revision and is not to change any more. */
  public ObjectNode put(Kind kind, ObjectNode object) {
    revision++;
    Tree.child(object, "metadata").put("resourceVersion", Long.toString(revision));
    ObjectNode previous = of(kind).put(id(object), object);
    Change.Type type = previous == null ? Change.Type.ADDED : Change.Type.MODIFIED;
    publish(new Change(revision, type, kind, object, previous));
    return object;
  }

  public void remove(Kind kind, ObjectNode object) {
    ObjectNode previous = of(kind).remove(id(object));
    if (previous != null) {
      revision++;
      ObjectNode last = previous.deepCopy();
      Tree.child(last, "metadata").put("resourceVersion", Long.toString(revision));
      publish(new Change(revision, Change.Type.DELETED, kind, last, previous));
    }
  }

  public long revision() {
    return revision;
  }

  /** The oldest revision from which {@link #since} can tell every change. */
  public long oldest() {
    return forgotten;
  }

  /** Forgets the history, so that every watch from an earlier revision has expired. */
  public void compact() {
    history.clear();
    forgotten = ++revision;
  }

  public List<Change> since(long from) {
    return history.stream().filter(c -> c.revision() > from).toList();
  }

  public void listen(Consumer<Change> listener) {
    listeners.add(listener);
  }

  private void publish(Change change) {
    history.addLast(change);
    if (history.size() > historySize) {
      forgotten = history.removeFirst().revision();
    }
    listeners.forEach(l -> l.accept(change));
  }

  private NavigableMap<String, ObjectNode> of(Kind kind) {
    return objects.computeIfAbsent(kind, k -> new TreeMap<>());
  }

  private static String id(ObjectNode object) {
    return Meta.namespace(object) + "/" + Meta.name(object);
  }
}
