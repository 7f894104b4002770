package io.osplane.internal.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.osplane.error.ForbiddenException;
import io.osplane.error.OsplaneException;
import io.osplane.error.RefusedException;
import io.osplane.error.UnreachableException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the API server: each one bounded in time, and tried again while the server is
 * overloaded, restarting or not to be reached. Only requests that may be repeated pass here.
 * Thread-safe.
 */
final class Http {
  static final ObjectMapper JSON = new ObjectMapper();

  /** The statuses of a server that is overloaded or restarting. */
  static final Set<Integer> AGAIN = Set.of(429, 500, 502, 503, 504);

  /**
   * An answer of the server.
   *
   * @param status the HTTP status
   * @param body the JSON; missing if there was none
   */
  record Reply(int status, JsonNode body) {
    boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    /** What the server says of it. */
    String message() {
      return status + " " + body.path("message").asText("without a message");
    }

    String reason() {
      return body.path("reason").asText();
    }
  }

  private final HttpClient client;
  private final String server;
  private final Duration limit;
  private final Supplier<Duration> left;
  private final Retry retry;

  /**
   * Sends to a server.
   *
   * @param left how long the caller may still send; throws when that is over
   */
  Http(HttpClient client, String server, Retrying retrying, Supplier<Duration> left) {
    this.client = client;
    this.server = server;
    this.limit = retrying.limit();
    this.left = left;
    RetryConfig patience =
        RetryConfig.<Reply>custom()
            .maxAttempts(6)
            .intervalFunction(retrying.pauses())
            .retryOnResult(reply -> AGAIN.contains(reply.status()))
            .retryOnException(Http::isTransient)
            .build();
    this.retry = Retry.of("api-server", patience);
  }

  /**
   * Sends it, again if need be.
   *
   * @param tried what it is for, in words
   * @throws ForbiddenException for 401 and 403
   * @throws UnreachableException if there was no answer, or only answers of an ailing server
   */
  Reply send(
      String tried, String method, String path, @Nullable String type, @Nullable String body) {
    Reply reply;
    try {
      reply = retry.executeCallable(() -> once(method, path, type, body));
    } catch (OsplaneException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException(tried, "interrupted", e);
    } catch (IllegalStateException e) {
      throw new RefusedException(
          "go on with " + tried,
          "the Kubernetes client is closed",
          "Open another control plane with ControlPlane.builder()");
    } catch (Exception e) {
      throw new UnreachableException(tried + " on " + server, rootMessage(e), e);
    }
    if (Rights.areMissing(reply)) {
      throw Rights.missing(tried, reply);
    }
    if (AGAIN.contains(reply.status())) {
      throw new UnreachableException(tried + " on " + server, reply.message(), new IOException());
    }
    return reply;
  }

  /**
   * Does something that may be repeated until it succeeds, six times at most.
   *
   * @param isAgain whether a result is none yet
   * @param isFinal whether a failure will not pass
   */
  <T> T insist(Callable<T> action, Predicate<T> isAgain, Predicate<Throwable> isFinal)
      throws Exception {
    RetryConfig patience =
        RetryConfig.<T>custom()
            .maxAttempts(6)
            .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(200, 2.0, 0.3))
            .retryOnResult(isAgain)
            .retryOnException(e -> !(e instanceof OsplaneException) && !isFinal.test(e))
            .build();
    return Retry.of("pod", patience)
        .executeCallable(
            () -> {
              check();
              return action.call();
            });
  }

  /** Sends it once, and says whether it was accepted; nothing is thrown. */
  boolean isAccepted(String method, String path, String type, String body) {
    try {
      return once(method, path, type, body).isSuccess();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (IOException | TimeoutException | OsplaneException e) {
      return false;
    }
  }

  /** A request that is not bounded in time, for a watch. */
  HttpRequest streaming(String path) {
    return client.newHttpRequestBuilder().uri(server + path).forStreaming().build();
  }

  /** How long the caller may still send; throws when that is over. */
  @CanIgnoreReturnValue
  Duration check() {
    return left.get();
  }

  HttpClient client() {
    return client;
  }

  String server() {
    return server;
  }

  private Reply once(String method, String path, @Nullable String type, @Nullable String body)
      throws IOException, InterruptedException, TimeoutException {
    Duration most = limit();
    HttpRequest.Builder request =
        client
            .newHttpRequestBuilder()
            .uri(server + path)
            .timeout(most.toMillis(), TimeUnit.MILLISECONDS);
    request.method(method, type, body);
    try {
      HttpResponse<byte[]> answer =
          client
              .sendAsync(request.build(), byte[].class)
              .get(most.toMillis() + 1_000, TimeUnit.MILLISECONDS);
      return new Reply(answer.code(), parse(answer.body()));
    } catch (ExecutionException e) {
      throw new IOException(rootMessage(e), e);
    }
  }

  /** Nothing that is sent may arrive after the right to send it is over. */
  private Duration limit() {
    Duration most = check();
    return most.compareTo(limit) < 0 ? most : limit;
  }

  private static JsonNode parse(byte @Nullable [] body) throws IOException {
    if (body == null || body.length == 0) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode().put("message", "an answer that is no JSON");
    }
  }

  private static boolean isTransient(Throwable e) {
    return e instanceof IOException || e instanceof TimeoutException;
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null
        && (root instanceof ExecutionException
            || root instanceof CompletionException
            || root instanceof IOException)) {
      root = root.getCause();
    }
    return Optional.ofNullable(root.getMessage()).orElse(root.getClass().getSimpleName());
  }
}
