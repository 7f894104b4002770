package io.osplane.internal.openstack;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.openstack4j.api.exceptions.ConnectionException;

/**
 * A request and its answer, within a time.
 *
 * @param limit from the first attempt to connect to the last byte of the answer
 */
record Exchange(HttpClient client, Duration limit) {

  /**
   * Sends once.
   *
   * @throws ConnectionException if there is no whole answer within the limit, or if the thread is
   *     interrupted, which it stays
   */
  JdkResponse send(JdkRequest request) {
    // The timeout of a java.net.http request ends with the headers: a body that stalls would hang.
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request.toHttp(), BodyHandlers.ofByteArray());
    try {
      return new JdkResponse(request.target(), answer.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      throw failure(request, "no whole answer within " + limit.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(request, "interrupted while waiting for the answer", e);
    } catch (ExecutionException e) {
      throw failure(request, "no answer: " + e.getCause(), e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private static ConnectionException failure(
      JdkRequest request, String seen, @Nullable Throwable cause) {
    return new ConnectionException(
        request.target()
            + ": "
            + seen
            + "; see that the service runs, that this machine reaches it"
            + " and that its certificate is trusted",
        0,
        cause);
  }
}
