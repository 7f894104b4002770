package io.osplane.internal.openstack;

import java.lang.ref.WeakReference;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP clients in use, one for all requests with equal settings. Thread-safe.
 *
 * <p>The client of Java 17 has no {@code close}: its selector thread ends when the garbage
 * collector has found the client unused. So clients are held weakly; one between two requests is
 * taken up again, or is collected and made anew. Nothing is to be closed, and nothing stays.
 */
final class JdkClients {
  private final Map<ClientSettings, WeakReference<HttpClient>> clients = new HashMap<>();
  private final Executor workers = shortLivedWorkers();

  synchronized HttpClient of(ClientSettings settings) {
    @Nullable WeakReference<HttpClient> held = clients.get(settings);
    @Nullable HttpClient client = held == null ? null : held.get();
    return client == null ? make(settings) : client;
  }

  private HttpClient make(ClientSettings settings) {
    clients.values().removeIf(held -> held.get() == null);
    // HTTP/1.1: over plain HTTP the default would ask each server to upgrade the connection.
    HttpClient client =
        settings.toBuilder()
            .executor(workers)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    clients.put(settings, new WeakReference<>(client));
    return client;
  }

  /** The JDK's own workers stay for a minute; these need no shutdown and end after a second. */
  private static Executor shortLivedWorkers() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        1,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "osplane-openstack-http");
          thread.setDaemon(true);
          return thread;
        });
  }
}
