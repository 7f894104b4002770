package io.osplane.internal.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.osplane.internal.kube.Cluster;
import io.osplane.internal.kube.FieldSchema;
import io.osplane.internal.kube.Retrying;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Just enough of an API server on loopback: it stores objects, and a test may answer any request
 * itself. An apply replaces the whole object.
 */
final class ApiDouble implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAMESPACED = "/namespaces/ns/";

  /** A request as it came in, with its query decoded. */
  record Request(String method, String path, String query, String body) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** An answer of a test's own; with a negative status the connection is cut instead. */
  record Reply(int status, String body) {}

  private static final FieldSchema SCHEMA = FieldSchema.load();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final KubernetesClient client;
  private final AtomicLong version = new AtomicLong(100);
  private final Map<String, ObjectNode> objects = new ConcurrentSkipListMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<String> queries = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Stream> streams = new LinkedBlockingQueue<>();
  private volatile Function<Request, Optional<Reply>> script = request -> Optional.empty();

  ApiDouble() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(url())
            .withRequestRetryBackoffLimit(0)
            .withMaxConcurrentRequests(128)
            .withMaxConcurrentRequestsPerHost(64)
            .build();
    client = new KubernetesClientBuilder().withConfig(config).build();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  KubernetesClient client() {
    return client;
  }

  Cluster cluster() {
    return new Cluster(client, "ns", SCHEMA);
  }

  /** One that gives up a try after so long, and hardly pauses before the next. */
  Cluster cluster(Duration limit) {
    Duration pause = Duration.ofMillis(10);
    return new Cluster(client, "ns", SCHEMA, new Retrying(limit, pause, pause));
  }

  /** Answers some requests in place of the store. */
  void script(Function<Request, Optional<Reply>> answers) {
    script = answers;
  }

  /** Answers all requests alike. */
  void always(int status, String body) {
    script(request -> Optional.of(new Reply(status, body)));
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  /** The queries as they were sent. */
  List<String> queries() {
    return List.copyOf(queries);
  }

  long count(String request) {
    return requests.stream().filter(r -> r.toString().equals(request)).count();
  }

  /** The next watch that was opened; null if none is within a time that is ample. */
  Stream nextWatch() throws InterruptedException {
    return nextWatch(Duration.ofSeconds(5));
  }

  Stream nextWatch(Duration within) throws InterruptedException {
    return streams.poll(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  Optional<ObjectNode> stored(String path) {
    return Optional.ofNullable(objects.get(path)).map(ObjectNode::deepCopy);
  }

  void remove(String path) {
    objects.remove(path);
  }

  /** Puts an object there as somebody else would. */
  ObjectNode store(String path, String json) {
    try {
      return put(path, (ObjectNode) JSON.readTree(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode put(String path, ObjectNode object) {
    ObjectNode metadata = object.withObject("/metadata");
    metadata.put("name", path.substring(path.lastIndexOf('/') + 1));
    if (!metadata.has("uid")) {
      metadata.put("uid", "uid-" + version.incrementAndGet());
    }
    metadata.put("resourceVersion", version.incrementAndGet() + "");
    objects.put(path, object);
    return object.deepCopy();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Request request =
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""),
            body);
    requests.add(request);
    queries.add(Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
    Optional<Reply> own = script.apply(request);
    if (own.isEmpty() && request.query().contains("watch=true")) {
      exchange.sendResponseHeaders(200, 0);
      streams.add(new Stream(request, exchange));
      return;
    }
    Reply reply = own.orElseGet(() -> answer(request));
    if (reply.status() < 0) {
      exchange.close();
      return;
    }
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** What the store says to a request. */
  synchronized Reply answer(Request request) {
    try {
      return switch (request.method()) {
        case "GET" -> get(request.path());
        case "POST" -> post(request);
        case "PUT" -> replace(request);
        case "PATCH" -> new Reply(200, put(request.path(), parsed(request)).toString());
        case "DELETE" -> delete(request.path());
        default -> new Reply(405, status("MethodNotAllowed"));
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode parsed(Request request) throws IOException {
    return (ObjectNode) JSON.readTree(request.body());
  }

  private Reply get(String path) {
    int at = path.indexOf(NAMESPACED);
    boolean isList = at >= 0 && path.indexOf('/', at + NAMESPACED.length()) < 0;
    if (!isList) {
      ObjectNode object = objects.get(path);
      return object == null
          ? new Reply(404, status("NotFound"))
          : new Reply(200, object.toString());
    }
    ObjectNode list = JSON.createObjectNode();
    list.putObject("metadata").put("resourceVersion", version.get() + "");
    var items = list.putArray("items");
    objects.forEach(
        (name, object) -> {
          if (name.startsWith(path + "/")) {
            items.add(object);
          }
        });
    return new Reply(200, list.toString());
  }

  private Reply post(Request request) throws IOException {
    ObjectNode object = parsed(request);
    String path = request.path() + "/" + Cluster.nameOf(object);
    return objects.containsKey(path)
        ? new Reply(409, status("AlreadyExists"))
        : new Reply(201, put(path, object).toString());
  }

  private Reply replace(Request request) throws IOException {
    ObjectNode object = parsed(request);
    ObjectNode old = objects.get(request.path());
    if (old == null) {
      return new Reply(404, status("NotFound"));
    }
    return versionOf(old).equals(versionOf(object))
        ? new Reply(200, put(request.path(), object).toString())
        : new Reply(409, status("Conflict"));
  }

  private static String versionOf(ObjectNode object) {
    return object.path("metadata").path("resourceVersion").asText();
  }

  private Reply delete(String path) {
    return objects.remove(path) == null
        ? new Reply(404, status("NotFound"))
        : new Reply(200, status("Success"));
  }

  static String status(String reason) {
    return JSON.createObjectNode()
        .put("kind", "Status")
        .put("reason", reason)
        .put("message", reason)
        .toString();
  }

  @Override
  public void close() {
    client.close();
    server.stop(0);
    threads.shutdownNow();
  }

  /** A watch that a client opened. */
  record Stream(Request request, HttpExchange exchange) {
    void send(String line) throws IOException {
      OutputStream out = exchange.getResponseBody();
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    void sendPart(String part) throws IOException {
      OutputStream out = exchange.getResponseBody();
      out.write(part.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    void drop() {
      exchange.close();
    }
  }
}
