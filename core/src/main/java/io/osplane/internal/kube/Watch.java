package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.osplane.internal.LogContext;
import io.osplane.internal.kube.FieldSchema.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A watch of one kind that goes on by itself when the server drops it: from the last version seen,
 * or from a new list when the server no longer has that version. Changes are told one at a time, in
 * the log context in which the watch was opened.
 */
public final class Watch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /**
   * What was seen.
   *
   * @param type {@code ADDED}, {@code MODIFIED}, {@code DELETED}, or {@code LISTED} for a new list
   *     that replaces everything
   * @param objects one object, or those of the list
   */
  public record Change(String type, Kind kind, List<ObjectNode> objects) {}

  private final Http http;
  private final Kind kind;
  private final String path;
  private final String selector;
  private final Supplier<Cluster.Listing> lister;
  private final Consumer<Change> listener;
  private final LogContext context = LogContext.current();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private String version = "";
  private int connection;
  private boolean isClosed;
  private @Nullable AsyncBody current;

  Watch(
      Http http,
      Kind kind,
      String path,
      String selector,
      Supplier<Cluster.Listing> lister,
      Consumer<Change> listener) {
    this.http = http;
    this.kind = kind;
    this.path = path;
    this.selector = selector;
    this.lister = lister;
    this.listener = listener;
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
      current.cancel();
    }
  }

  /** Each connection has a number: what an older one still says is not heard. */
  private void connect() {
    String query;
    int mine;
    synchronized (this) {
      if (isClosed) {
        return;
      }
      mine = ++connection;
      line.reset();
      query =
          "?watch=true&allowWatchBookmarks=true&resourceVersion=%s&labelSelector=%s"
              .formatted(version, URLEncoder.encode(selector, StandardCharsets.UTF_8));
    }
    var asked =
        http.client()
            .consumeBytes(
                http.streaming(path + query), (buffers, body) -> consume(mine, buffers, body))
            .handle((answer, failure) -> context.call(() -> answered(mine, answer, failure)));
    LOG.trace("watching {}: {}", kind.plural(), asked);
  }

  private boolean answered(
      int mine, @Nullable HttpResponse<AsyncBody> answer, @Nullable Throwable failure) {
    if (answer == null) {
      return again(mine, "no answer: " + failure);
    }
    if (answer.code() == 410) {
      answer.body().cancel();
      return relist(mine);
    }
    return follow(mine, answer.body());
  }

  private boolean follow(int mine, AsyncBody body) {
    synchronized (this) {
      current = body;
      if (isOld(mine)) {
        body.cancel();
        return false;
      }
    }
    var end =
        body.done()
            .handle((nothing, failure) -> context.call(() -> again(mine, "it ended: " + failure)));
    body.consume();
    return !end.isDone();
  }

  private boolean isOld(int mine) {
    return isClosed || mine != connection;
  }

  @CanIgnoreReturnValue
  private boolean again(int mine, String why) {
    synchronized (this) {
      if (isOld(mine)) {
        return false;
      }
      connection++;
    }
    LOG.debug("watch of {} goes on ({})", kind.plural(), why);
    CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
        .execute(context.around(this::connect));
    return true;
  }

  /** On another thread: this one belongs to the HTTP client. */
  @CanIgnoreReturnValue
  private boolean relist(int mine) {
    int next;
    synchronized (this) {
      if (isOld(mine)) {
        return false;
      }
      next = ++connection;
    }
    ForkJoinPool.commonPool().execute(context.around(() -> list(next)));
    return true;
  }

  private void list(int mine) {
    try {
      Cluster.Listing now = lister.get();
      listener.accept(new Change("LISTED", kind, now.items()));
      from(now.version());
    } catch (RuntimeException e) {
      again(mine, "the list failed: " + e.getMessage());
    }
  }

  private void consume(int mine, List<ByteBuffer> buffers, AsyncBody body) throws IOException {
    for (ByteBuffer buffer : buffers) {
      while (buffer.hasRemaining()) {
        byte next = buffer.get();
        if (next == '\n') {
          byte[] event = line.toByteArray();
          line.reset();
          JsonNode change = Http.JSON.readTree(event);
          context.run(() -> tell(mine, change, body));
        } else {
          line.write(next);
        }
      }
    }
    body.consume();
  }

  private void tell(int mine, JsonNode event, AsyncBody body) {
    String type = event.path("type").asText();
    if (type.equals("ERROR")) {
      LOG.debug("watch of {}: {}", kind.plural(), event.path("object").path("message").asText());
      relist(mine);
      body.cancel();
      return;
    }
    ObjectNode object = (ObjectNode) event.path("object");
    synchronized (this) {
      if (isOld(mine)) {
        return;
      }
      version = object.path("metadata").path("resourceVersion").asText();
    }
    if (!type.equals("BOOKMARK")) {
      listener.accept(new Change(type, kind, List.of(object)));
    }
  }
}
