package io.osplane.real;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** What happens to a request on its way to the API server. */
@FunctionalInterface
interface Fault {
  /** Nothing: it passes. */
  Fault NONE = Exchange::pass;

  /** The connection ends before the request reached the server. */
  Fault CUT = Exchange::close;

  /** The server carries it out, and the connection ends before the answer. */
  Fault LOSE_ANSWER = Exchange::passWithoutAnswer;

  /** As a server does that has too much to do: not as JSON. */
  Fault TOO_MANY =
      exchange ->
          exchange.answer(
              429,
              "Content-Type: text/plain\r\nRetry-After: 1\r\n",
              "Too many requests, please try again later.\n");

  void strike(Exchange exchange) throws IOException, InterruptedException;

  /** An answer as the server's own. */
  static Fault status(int code, String reason) {
    String body =
        """
        {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"%s","reason":"%s","code":%d}
        """
            .formatted(reason, reason, code);
    return exchange -> exchange.answer(code, "Content-Type: application/json\r\n", body);
  }

  /** Stays unanswered until it is released; then it passes if its sender still waits. */
  static Fault hang(CountDownLatch released) {
    return exchange -> {
      released.await();
      if (exchange.isAwaited()) {
        exchange.pass();
      }
    };
  }
}
