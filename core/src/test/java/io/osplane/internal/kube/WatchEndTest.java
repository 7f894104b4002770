package io.osplane.internal.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.osplane.error.ForbiddenException;
import io.osplane.error.OsplaneException;
import io.osplane.error.UnreachableException;
import io.osplane.internal.kube.FieldSchema.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class WatchEndTest {
  private static final WatchConnection.Limits SHORT =
      new WatchConnection.Limits(
          Duration.ofMillis(300),
          Duration.ofSeconds(1),
          Duration.ofMillis(100),
          Duration.ofMillis(1));
  private final Kind kind = FieldSchema.load().kind("v1", "ConfigMap").orElseThrow();
  private final BlockingQueue<OsplaneException> ended = new LinkedBlockingQueue<>();
  private final BlockingQueue<Watch.Change> changes = new LinkedBlockingQueue<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private KubernetesClient client;

  /** Answers one request. */
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withMasterUrl(url())
                    .withRequestRetryBackoffLimit(0)
                    .withMaxConcurrentRequests(128)
                    .withMaxConcurrentRequestsPerHost(64)
                    .build())
            .build();
  }

  @AfterEach
  void stop() {
    end.countDown();
    client.close();
    server.stop(0);
    threads.shutdownNow();
  }

  @ParameterizedTest
  @CsvSource({"403, cannot watch resource", "401, does not accept the credentials"})
  void watch_whenRefusedOnAndOn_endsSoonWithTheMissingRight(int status, String seen)
      throws InterruptedException {
    try (Watch watch = watch(exchange -> exchange.sendResponseHeaders(status, -1))) {
      OsplaneException why = ended.poll(30, TimeUnit.SECONDS);

      assertThat(why).isInstanceOf(ForbiddenException.class).hasMessageContaining(seen);
      assertThat(why).hasMessageContaining("watching configmaps");
      assertThat(requests.get()).isBetween(2, 5);
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void watch_whenNeverAnswered_endsAndSaysSo() throws InterruptedException {
    try (Watch watch = watch(exchange -> hang())) {
      assertThat(ended.poll(30, TimeUnit.SECONDS))
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining("no answer");
      assertThat(requests.get()).isLessThanOrEqualTo(12);
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void watch_whenTheServerAilsOnAndOn_endsAndSaysHow() throws InterruptedException {
    try (Watch watch = watch(exchange -> exchange.sendResponseHeaders(503, -1))) {
      assertThat(ended.poll(30, TimeUnit.SECONDS))
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining("HTTP 503");
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void watch_whenEveryVersionIsGone_endsInsteadOfListingForEver() throws InterruptedException {
    try (Watch watch = watch(exchange -> exchange.sendResponseHeaders(410, -1))) {
      assertThat(ended.poll(30, TimeUnit.SECONDS)).isInstanceOf(UnreachableException.class);
      assertThat(changes).hasSizeLessThanOrEqualTo(12);
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void watch_whenAConnectionIsDeadInSilence_opensAnother() throws InterruptedException {
    CountDownLatch opened = new CountDownLatch(2);
    try (Watch watch =
        watch(
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              opened.countDown();
              hang();
            })) {
      assertThat(opened.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(ended).isEmpty();
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void watch_whenFailuresAreNotInARow_goesOn() throws InterruptedException {
    CountDownLatch opened = new CountDownLatch(30);
    String event = "{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"resourceVersion\":\"8\"}}}\n";
    try (Watch watch =
        watch(
            exchange -> {
              opened.countDown();
              boolean isEven = opened.getCount() % 2 == 0;
              exchange.sendResponseHeaders(isEven ? 200 : 503, isEven ? event.length() : -1);
              if (isEven) {
                exchange.getResponseBody().write(event.getBytes(StandardCharsets.UTF_8));
              }
            })) {
      assertThat(opened.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(ended).isEmpty();
      assertThat(watch).isNotNull();
    }
  }

  private Watch watch(Answer answer) {
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          answer.to(exchange);
          exchange.close();
        });
    Watch.Subject subject =
        new Watch.Subject(kind, "/configmaps", "a=b", () -> new Cluster.Listing(List.of(), "7"));
    return new Watch(
            new Http(client.getHttpClient(), url(), Retrying.USUAL, () -> Duration.ofDays(1)),
            subject,
            told(),
            SHORT)
        .from("7");
  }

  private Watch.Listener told() {
    return new Watch.Listener() {
      @Override
      public void changed(Watch.Change change) {
        changes.add(change);
      }

      @Override
      public void ended(OsplaneException why) {
        ended.add(why);
      }
    };
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void hang() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
