package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.osplane.error.OsplaneException;
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
 * or from a new list when the server no longer has that version. Changes are told one at a time.
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
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private String version = "";
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

  private void connect() {
    String query;
    synchronized (this) {
      if (isClosed) {
        return;
      }
      line.reset();
      query =
          "?watch=true&allowWatchBookmarks=true&resourceVersion=%s&labelSelector=%s"
              .formatted(version, URLEncoder.encode(selector, StandardCharsets.UTF_8));
    }
    var asked =
        http.client()
            .consumeBytes(http.streaming(path + query), (buffers, body) -> consume(buffers, body))
            .handle(this::answered);
    LOG.trace("watching {}: {}", kind.plural(), asked);
  }

  private boolean answered(@Nullable HttpResponse<AsyncBody> answer, @Nullable Throwable failure) {
    if (answer == null) {
      again("no answer: " + failure);
      return false;
    }
    if (answer.code() == 410) {
      answer.body().cancel();
      relist();
      return false;
    }
    return follow(answer.body());
  }

  private boolean follow(AsyncBody body) {
    synchronized (this) {
      current = body;
      if (isClosed) {
        body.cancel();
        return false;
      }
    }
    var end = body.done().handle((nothing, failure) -> again("it ended: " + failure));
    body.consume();
    return !end.isDone();
  }

  @CanIgnoreReturnValue
  private boolean again(String why) {
    synchronized (this) {
      if (isClosed) {
        return false;
      }
    }
    LOG.debug("watch of {} goes on ({})", kind.plural(), why);
    CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
        .execute(this::connect);
    return true;
  }

  /** On another thread: this one belongs to the HTTP client. */
  private void relist() {
    ForkJoinPool.commonPool()
        .execute(
            () -> {
              try {
                Cluster.Listing now = lister.get();
                listener.accept(new Change("LISTED", kind, now.items()));
                from(now.version());
              } catch (OsplaneException e) {
                again("the list failed: " + e.getMessage());
              }
            });
  }

  private void consume(List<ByteBuffer> buffers, AsyncBody body) throws IOException {
    for (ByteBuffer buffer : buffers) {
      while (buffer.hasRemaining()) {
        byte next = buffer.get();
        if (next == '\n') {
          tell(Http.JSON.readTree(line.toByteArray()));
          line.reset();
        } else {
          line.write(next);
        }
      }
    }
    body.consume();
  }

  private void tell(JsonNode event) {
    String type = event.path("type").asText();
    if (type.equals("ERROR")) {
      LOG.debug("watch of {}: {}", kind.plural(), event.path("object").path("message").asText());
      synchronized (this) {
        if (current != null) {
          current.cancel();
        }
      }
      relist();
      return;
    }
    ObjectNode object = (ObjectNode) event.path("object");
    synchronized (this) {
      version = object.path("metadata").path("resourceVersion").asText();
    }
    if (!type.equals("BOOKMARK")) {
      listener.accept(new Change(type, kind, List.of(object)));
    }
  }
}
