package io.osplane.internal.openstack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.core.transport.Config;
import org.openstack4j.core.transport.HttpRequest;
import org.openstack4j.core.transport.HttpRequest.RequestBuilder;
import org.openstack4j.model.common.Identifier;
import org.openstack4j.openstack.OSFactory;

/** A scripted Keystone on a loopback port; its tokens are {@code <name>-1}, {@code <name>-2}, … */
final class FakeCloud implements AutoCloseable {
  static final String PASSWORD = "pa55-w0rd";

  record Received(String method, String uri, Headers headers, ByteBuffer body) {
    String text() {
      return UTF_8.decode(body.duplicate()).toString();
    }

    String token() {
      return headers.getFirst("X-Auth-Token");
    }
  }

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger tokens = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final String name;

  FakeCloud(String name, HttpServer server) {
    this.name = name;
    this.server = server;
    server.setExecutor(threads);
    on("/v3/auth/tokens", this::issueToken);
    server.start();
  }

  static FakeCloud named(String name) {
    try {
      return new FakeCloud(name, HttpServer.create(loopback(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  static void answer(HttpExchange exchange, int status, String json) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    byte[] bytes = json.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  void on(String path, int status, String json) {
    on(path, exchange -> answer(exchange, status, json));
  }

  void on(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          ByteBuffer body = ByteBuffer.wrap(exchange.getRequestBody().readAllBytes());
          received.add(
              new Received(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  exchange.getRequestHeaders(),
                  body));
          handler.handle(exchange);
        });
  }

  /** Answers requests for tokens like this. */
  void tokens(int status, String json) {
    server.removeContext("/v3/auth/tokens");
    on("/v3/auth/tokens", status, json);
  }

  /** Without the requests for tokens. */
  List<Received> received() {
    return received.stream().filter(each -> !each.uri().equals("/v3/auth/tokens")).toList();
  }

  Received only() {
    return received().get(0);
  }

  int tokensIssued() {
    return tokens.get();
  }

  String url() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return scheme + "://127.0.0.1:" + server.getAddress().getPort();
  }

  OSClientV3 authenticate() {
    return authenticate(Config.newConfig());
  }

  OSClientV3 authenticate(Config config) {
    return OSFactory.builderV3()
        .withConfig(config)
        .endpoint(url() + "/v3")
        .credentials("admin", PASSWORD, Identifier.byName("Default"))
        .scopeToProject(Identifier.byName("admin"), Identifier.byName("Default"))
        .authenticate();
  }

  RequestBuilder<Void> request(String path) {
    return HttpRequest.builder().endpoint(url()).path(path);
  }

  private void issueToken(HttpExchange exchange) throws IOException {
    String id = name + "-" + tokens.incrementAndGet();
    exchange.getResponseHeaders().set("x-subject-token", id);
    answer(
        exchange,
        201,
        """
        {"token": {"methods": ["password"], "expires_at": "2999-01-01T00:00:00.000000Z",
          "issued_at": "2026-01-01T00:00:00.000000Z",
          "user": {"id": "u1", "name": "admin", "domain": {"id": "default", "name": "Default"}},
          "project": {"id": "p1", "name": "admin", "domain": {"id": "default", "name": "Default"}},
          "catalog": [{"id": "s1", "type": "identity", "name": "keystone", "endpoints": [
            {"id": "e1", "interface": "public", "region": "R", "region_id": "R", "url": "%s/v3"}]}]}}
        """
            .formatted(url()));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
