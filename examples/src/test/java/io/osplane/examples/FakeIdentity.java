package io.osplane.examples;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Keystone on loopback that gives every request for a token the same answer. */
final class FakeIdentity implements AutoCloseable {
  static final String EXPIRES = "2026-11-21T18:00:00.000000Z";
  static final String TOKEN = "gAAAAA-token";
  private final HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private FakeIdentity(HttpServer server) {
    this.server = server;
  }

  static FakeIdentity answering(int status) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    FakeIdentity identity = new FakeIdentity(server);
    server.createContext(
        "/v3/auth/tokens",
        exchange -> {
          identity.requests.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] body =
              "{\"token\":{\"expires_at\":\"%s\"}}"
                  .formatted(EXPIRES)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("X-Subject-Token", TOKEN);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return identity;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v3");
  }

  List<String> requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
