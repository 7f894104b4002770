package io.osplane.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.MDC;

/** Writes down what a client asks of the API server, and when. Thread-safe. */
final class Traffic implements Interceptor {
  private static final String ID = "X-Request-Id";
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Sent(String method, String path, String body, String step, Instant at) {}

  private final Map<UUID, Sent> sent = new ConcurrentHashMap<>();
  private final Map<UUID, Instant> answered = new ConcurrentHashMap<>();
  private final Clock clock;

  Traffic() {
    this(Clock.systemUTC());
  }

  /** Takes its times from a clock that any thread may read. */
  Traffic(Clock clock) {
    this.clock = clock;
  }

  /** A client whose requests are written down; set up like the one that Osplane opens itself. */
  KubernetesClient client(String kubeconfig) {
    Config config =
        new ConfigBuilder(Config.fromKubeconfig(kubeconfig))
            .withRequestRetryBackoffLimit(0)
            .withConnectionTimeout(5_000)
            .withRequestTimeout(10_000)
            .withMaxConcurrentRequests(128)
            .withMaxConcurrentRequestsPerHost(64)
            .build();
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientBuilderConsumer(b -> b.addOrReplaceInterceptor("traffic", this))
        .build();
  }

  /** What was sent so far, in the order of sending. */
  List<Request> requests() {
    return sent.entrySet().stream()
        .map(e -> request(e.getKey(), e.getValue()))
        .sorted(Comparator.comparing(Request::sent))
        .toList();
  }

  private Request request(UUID id, Sent one) {
    Instant end = answered.getOrDefault(id, one.at());
    return Request.of(one.method(), one.path(), read(one.body()), one.step(), one.at(), end);
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    URI uri = request.uri();
    String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    String body = request.bodyString();
    String step = MDC.get("step");
    // the request that is sent is a copy with an id of its own
    UUID id = UUID.randomUUID();
    builder.setHeader(ID, id.toString());
    sent.put(
        id,
        new Sent(
            request.method(),
            path,
            body == null ? "" : body,
            step == null ? "" : step,
            clock.instant()));
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    over(request);
  }

  @Override
  public void afterConnectionFailure(HttpRequest request, Throwable failure) {
    over(request);
  }

  private void over(HttpRequest request) {
    request.headers(ID).forEach(id -> answered.put(UUID.fromString(id), clock.instant()));
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
