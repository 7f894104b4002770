package io.osplane.testkit.internal.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.http.Feed;
import io.osplane.testkit.internal.http.HttpRequest;
import io.osplane.testkit.internal.model.Kind;
import io.osplane.testkit.internal.model.Tree;
import io.osplane.testkit.internal.store.Change;
import io.osplane.testkit.internal.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** The open watches. To be used under the cluster's lock. */
public final class Watches {
  private static final int BOOKMARK_EVERY = 100;
  private static final long DEFAULT_SECONDS = 3600;

  private final List<Watch> open = new ArrayList<>();
  private final Store store;

  public Watches(Store store) {
    this.store = store;
    store.listen(this::publish);
  }

  /** One client's view of a kind. */
  private static final class Watch {
    private final Kind kind;
    private final String namespace;
    private final Predicate<JsonNode> filter;
    private final boolean bookmarks;
    private final Feed feed;
    private int unseen;

    Watch(Kind kind, String ns, Predicate<JsonNode> filter, boolean bookmarks, Feed feed) {
      this.kind = kind;
      this.namespace = ns;
      this.filter = filter;
      this.bookmarks = bookmarks;
      this.feed = feed;
    }

    void offer(Change change) {
      boolean mine =
          change.kind().equals(kind)
              && (namespace.isEmpty()
                  || namespace.equals(Tree.text(change.object(), "metadata.namespace")));
      boolean now = mine && filter.test(change.object());
      boolean before = mine && change.previous() != null && filter.test(change.previous());
      unseen++;
      if (before && change.type() == Change.Type.DELETED) {
        send("DELETED", change.object());
      } else if (before && !now) {
        send("DELETED", lastSeen(change));
      } else if (now && change.type() != Change.Type.DELETED) {
        send(before ? "MODIFIED" : "ADDED", change.object());
      } else if (bookmarks && unseen >= BOOKMARK_EVERY) {
        send("BOOKMARK", bookmark(change.revision()));
      }
    }

    /** What leaves the selection is told as it was while it belonged to it. */
    private static ObjectNode lastSeen(Change change) {
      ObjectNode last = Objects.requireNonNull(change.previous()).deepCopy();
      Tree.set(last, "metadata.resourceVersion", Long.toString(change.revision()));
      return last;
    }

    /** Tells what there is, and where that ends if the client asked for it. */
    void begin(Store store, boolean markEnd) {
      store.list(kind, namespace).stream().filter(filter).forEach(o -> send("ADDED", o));
      if (markEnd && bookmarks) {
        ObjectNode end = bookmark(store.revision());
        Tree.child(end, "metadata.annotations").put("k8s.io/initial-events-end", "true");
        send("BOOKMARK", end);
      }
    }

    private ObjectNode bookmark(long revision) {
      ObjectNode object =
          Tree.object().put("kind", kind.name()).put("apiVersion", kind.apiVersion());
      Tree.set(object, "metadata.resourceVersion", Long.toString(revision));
      return object;
    }

    void send(String type, ObjectNode object) {
      unseen = 0;
      feed.put(event(type, object));
    }
  }

  /** Opens a watch; an expired revision gives one error event and the end. */
  Feed open(ApiRequest request) {
    HttpRequest http = request.http();
    String seconds = http.parameter("timeoutSeconds");
    long life = seconds.isEmpty() ? DEFAULT_SECONDS : Long.parseLong(seconds);
    Feed feed = new Feed(Duration.ofSeconds(life));
    boolean bookmarks = http.parameter("allowWatchBookmarks").equals("true");
    Watch watch =
        new Watch(request.knownKind(), request.namespace(), Lists.filter(request), bookmarks, feed);
    String from = http.parameter("resourceVersion");
    boolean initial = http.parameter("sendInitialEvents").equals("true");
    if (initial || from.isEmpty() || from.equals("0")) {
      watch.begin(store, initial);
    } else if (Long.parseLong(from) < store.oldest()) {
      feed.put(event("ERROR", Lists.expired(from, store.oldest()).status()));
      feed.end();
      return feed;
    } else {
      store.since(Long.parseLong(from)).forEach(watch::offer);
    }
    open.add(watch);
    return feed;
  }

  private void publish(Change change) {
    open.removeIf(w -> w.feed.ended());
    open.forEach(w -> w.offer(change));
  }

  void dropAll() {
    open.forEach(w -> w.feed.end());
    open.clear();
  }

  private static byte[] event(String type, ObjectNode object) {
    try {
      ObjectNode event = Tree.object().put("type", type);
      event.set("object", object);
      return (Tree.JSON.writeValueAsString(event) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree can be written", e);
    }
  }
}
