package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a watch. It is bounded in time, by the server and by us, so that one that went
 * dead in silence is noticed. Tells events, and its end once; nothing after it was closed.
 */
final class WatchConnection implements AutoCloseable {
  /**
   * How long things may take.
   *
   * @param answer until the server begins to answer
   * @param life of a connection, as the server is asked, in whole seconds
   * @param over how much longer it may last before it is taken for dead
   * @param pause after a first failure
   */
  record Limits(Duration answer, Duration life, Duration over, Duration pause) {
    static final Limits USUAL =
        new Limits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(15),
            Duration.ofMillis(500));
  }

  /** Who is told; by threads of the HTTP client, which must not wait. */
  interface Listener {
    void event(JsonNode event);

    /** The server did not begin to watch. */
    void refused(int status);

    /** There was no answer, or what was answered came to its end after that time. */
    void ended(String why, Duration lasted);
  }

  private final Http http;
  private final Limits limits;
  private final Listener listener;
  private final WatchLines lines = new WatchLines();
  private final AtomicBoolean isOver = new AtomicBoolean();
  private volatile @Nullable CompletableFuture<?> asked;
  private volatile @Nullable AsyncBody answer;

  WatchConnection(Http http, Limits limits, Listener listener) {
    this.http = http;
    this.limits = limits;
    this.listener = listener;
  }

  /** Asks the server; for once. */
  boolean open(String pathAndQuery) {
    String query = pathAndQuery + "&timeoutSeconds=" + limits.life().toSeconds();
    CompletableFuture<HttpResponse<AsyncBody>> request =
        http.client().consumeBytes(http.streaming(query), this::consume);
    asked = request;
    var answered =
        request
            .copy()
            .orTimeout(limits.answer().toMillis(), TimeUnit.MILLISECONDS)
            .handle(this::answered);
    return !answered.isDone();
  }

  @Override
  public void close() {
    isOver.set(true);
    cancel();
  }

  private void cancel() {
    AsyncBody body = answer;
    if (body != null) {
      body.cancel();
    }
    CompletableFuture<?> request = asked;
    if (request != null) {
      request.cancel(true);
    }
  }

  private boolean answered(
      @Nullable HttpResponse<AsyncBody> response, @Nullable Throwable failure) {
    if (response == null) {
      return end(() -> listener.ended("no answer: " + failure, Duration.ZERO));
    }
    answer = response.body();
    if (response.code() != 200) {
      return end(() -> listener.refused(response.code()));
    }
    return isOver.get() ? end(() -> {}) : follow(response.body());
  }

  private boolean follow(AsyncBody body) {
    long began = System.nanoTime();
    var end =
        body.done()
            .copy()
            .orTimeout(limits.life().plus(limits.over()).toMillis(), TimeUnit.MILLISECONDS)
            .handle((nothing, failure) -> followed(began, failure));
    body.consume();
    return !end.isDone();
  }

  private boolean followed(long began, @Nullable Throwable failure) {
    Duration lasted = Duration.ofNanos(System.nanoTime() - began);
    return end(() -> listener.ended("the connection ended: " + failure, lasted));
  }

  private boolean end(Runnable tell) {
    boolean isFirst = isOver.compareAndSet(false, true);
    cancel();
    if (isFirst) {
      tell.run();
    }
    return isFirst;
  }

  private void consume(List<ByteBuffer> buffers, AsyncBody body) throws IOException {
    for (JsonNode event : lines.events(buffers)) {
      if (!isOver.get()) {
        listener.event(event);
      }
    }
    body.consume();
  }
}
