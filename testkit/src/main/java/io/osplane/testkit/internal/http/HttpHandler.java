package io.osplane.testkit.internal.http;

import java.io.IOException;

/** Answers requests; called on the connection's thread. */
@FunctionalInterface
public interface HttpHandler {
  void handle(HttpRequest request, Exchange exchange) throws IOException;
}
