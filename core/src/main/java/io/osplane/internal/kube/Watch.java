package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.osplane.error.OsplaneException;
import io.osplane.error.UnreachableException;
import io.osplane.internal.LogContext;
import io.osplane.internal.kube.FieldSchema.Kind;
import io.osplane.internal.kube.WatchConnection.Limits;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A watch of one kind that goes on by itself when the server drops it: from the last version seen,
 * or from a new list when the server no longer has that version. Changes are told one at a time, in
 * the log context in which the watch was opened. After many failures in a row it ends and tells
 * why.
 */
public final class Watch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final int GONE = 410;

  /**
   * What was seen.
   *
   * @param type {@code ADDED}, {@code MODIFIED}, {@code DELETED}, or {@code LISTED} for a new list
   *     that replaces everything
   * @param objects one object, or those of the list
   */
  public record Change(String type, Kind kind, List<ObjectNode> objects) {}

  /** Who is told; by threads that must not wait. */
  public interface Listener {
    /** Something changed. */
    void changed(Change change);

    /** The watch has ended by itself: nothing more will be told. */
    void ended(OsplaneException why);
  }

  /**
   * What is watched.
   *
   * @param path of its list
   * @param lister makes a new list
   */
  record Subject(Kind kind, String path, String selector, Supplier<Cluster.Listing> lister) {}

  private final Http http;
  private final Subject subject;
  private final Listener listener;
  private final Limits limits;
  private final Setbacks setbacks;
  private final LogContext context = LogContext.current();
  private String version = "";
  private boolean isClosed;
  private @Nullable WatchConnection current;

  Watch(Http http, Subject subject, Listener listener, Limits limits) {
    this.http = http;
    this.subject = subject;
    this.listener = listener;
    this.limits = limits;
    this.setbacks = new Setbacks(limits.pause());
  }

  @CanIgnoreReturnValue
  Watch from(String start) {
    synchronized (this) {
      version = start;
    }
    connect();
    return this;
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    if (current != null) {
      current.close();
    }
  }

  private void connect() {
    String query;
    WatchConnection next;
    synchronized (this) {
      if (isClosed) {
        return;
      }
      next = new WatchConnection(http, limits, new Heard());
      current = next;
      query =
          "?watch=true&allowWatchBookmarks=true&resourceVersion=%s&labelSelector=%s"
              .formatted(version, URLEncoder.encode(subject.selector(), StandardCharsets.UTF_8));
    }
    boolean isOpen = next.open(subject.path() + query);
    LOG.trace("watching {}: {}", subject.kind().plural(), isOpen);
  }

  /** What a connection tells; the last one only, as those before it are over. */
  private final class Heard implements WatchConnection.Listener {
    @Override
    public void event(JsonNode event) {
      context.run(() -> tell(event));
    }

    @Override
    public void refused(int status) {
      context.run(() -> answer(status));
    }

    /** A connection that lasted is none of the failures in a row, even if nothing changed. */
    @Override
    public void ended(String why, Duration lasted) {
      if (lasted.compareTo(limits.pause().multipliedBy(2)) > 0) {
        setbacks.clear();
      }
      context.run(() -> again(unreachable(why)));
    }
  }

  private void tell(JsonNode event) {
    String type = event.path("type").asText();
    if (type.equals("ERROR")) {
      drop();
      relist(event.path("object").path("message").asText());
      return;
    }
    ObjectNode object = (ObjectNode) event.path("object");
    seen(object.path("metadata").path("resourceVersion").asText());
    if (!type.equals("BOOKMARK")) {
      listener.changed(new Change(type, subject.kind(), List.of(object)));
    }
  }

  private void answer(int status) {
    if (status == GONE) {
      relist("the version is gone");
    } else if (status == 401 || status == 403) {
      again(Rights.toWatch(tried(), status, subject.kind()));
    } else {
      again(unreachable("HTTP " + status));
    }
  }

  private synchronized void drop() {
    if (current != null) {
      current.close();
    }
  }

  private synchronized void seen(String newer) {
    version = newer;
    setbacks.clear();
  }

  private void again(OsplaneException why) {
    LOG.debug("watch of {} goes on ({})", subject.kind().plural(), why.getMessage());
    if (!isLast(why)) {
      later(setbacks.pause(), this::connect);
    }
  }

  private void relist(String why) {
    LOG.debug("watch of {} lists anew ({})", subject.kind().plural(), why);
    if (!isLast(unreachable(why))) {
      later(Duration.ZERO, this::list);
    }
  }

  private void list() {
    try {
      Cluster.Listing now = subject.lister().get();
      listener.changed(new Change("LISTED", subject.kind(), now.items()));
      from(now.version());
    } catch (OsplaneException e) {
      again(e);
    }
  }

  private boolean isLast(OsplaneException why) {
    if (isClosed() || !setbacks.isLast(why)) {
      return isClosed();
    }
    close();
    LOG.warn("watch of {} ends: {}", subject.kind().plural(), why.getMessage());
    listener.ended(why);
    return true;
  }

  private synchronized boolean isClosed() {
    return isClosed;
  }

  /** On another thread: the one that tells belongs to the HTTP client. */
  private void later(Duration pause, Runnable task) {
    CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
        .execute(context.around(task));
  }

  private UnreachableException unreachable(String seen) {
    return new UnreachableException(tried(), seen, new IOException(seen));
  }

  private String tried() {
    return "watching " + subject.kind().plural() + " on " + http.server();
  }
}
