package io.osplane.testkit.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.ExecRequest;
import io.osplane.testkit.ExecResult;
import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;
import io.osplane.testkit.internal.clock.EventLoop;
import io.osplane.testkit.internal.http.Exchange;
import io.osplane.testkit.internal.http.Feed;
import io.osplane.testkit.internal.http.HttpRequest;
import io.osplane.testkit.internal.http.WebSocket;
import io.osplane.testkit.internal.model.Tree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Exec, logs and proxies: the way from a client to a program. */
record PodStreams(EventLoop loop, Pods pods) {
  private static final String EXEC_PROTOCOL = "v4.channel.k8s.io";
  private static final byte STDOUT = 1;
  private static final byte STDERR = 2;
  private static final byte STATUS = 3;
  private static final Duration FOLLOW = Duration.ofHours(1);

  void serve(ApiRequest request, Exchange exchange) throws IOException {
    switch (request.subresource()) {
      case "exec" -> exec(request, exchange);
      case "log" -> log(request, exchange);
      default -> proxy(request, exchange);
    }
  }

  private void exec(ApiRequest request, Exchange exchange) throws IOException {
    HttpRequest http = request.http();
    List<String> command = http.query().getOrDefault("command", List.of());
    boolean input = http.parameter("stdin").matches("true|1");
    String container = http.parameter("container");
    loop.run(() -> pods.check(request.namespace(), request.name(), container));
    if (!http.wantsWebSocket()) {
      throw ApiError.badRequest("Upgrade request required");
    }
    ExecResult first = run(request, new ExecRequest(command, new byte[0], input));
    WebSocket socket = exchange.webSocket(EXEC_PROTOCOL);
    ExecResult result = first.waiting() ? feed(request, command, socket) : first;
    send(socket, STDOUT, result.stdout());
    send(socket, STDERR, result.stderr());
    send(socket, STATUS, status(result.exitCode()).toString());
    socket.close();
    // The client ends the connection once it has read everything.
    boolean open = true;
    while (open) {
      open = socket.read() != null;
    }
  }

  private ExecResult feed(ApiRequest request, List<String> command, WebSocket socket)
      throws IOException {
    ByteArrayOutputStream stdin = new ByteArrayOutputStream();
    ExecResult result = ExecResult.moreInput();
    while (result.waiting()) {
      byte[] message = socket.read();
      if (message != null && message.length > 1 && message[0] == 0) {
        stdin.write(message, 1, message.length - 1);
      }
      boolean open = message != null;
      result = run(request, new ExecRequest(command, stdin.toByteArray(), open));
      if (!open && result.waiting()) {
        return ExecResult.failure(1, "");
      }
    }
    return result;
  }

  private ExecResult run(ApiRequest request, ExecRequest exec) {
    String container = request.http().parameter("container");
    return loop.call(
        () -> {
          loop.stimulate();
          loop.attend();
          return pods.exec(request.namespace(), request.name(), container, exec);
        });
  }

  private static void send(WebSocket socket, byte channel, String text) throws IOException {
    if (!text.isEmpty()) {
      socket.write(channel, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static ObjectNode status(int exitCode) {
    ObjectNode status = Tree.object();
    status.putObject("metadata");
    if (exitCode == 0) {
      return status.put("status", "Success");
    }
    status.put("status", "Failure").put("reason", "NonZeroExitCode");
    status.put(
        "message",
        "command terminated with non-zero exit code: error executing command: exit code "
            + exitCode);
    Tree.child(status, "details")
        .putArray("causes")
        .addObject()
        .put("reason", "ExitCode")
        .put("message", Integer.toString(exitCode));
    return status;
  }

  private void log(ApiRequest request, Exchange exchange) throws IOException {
    HttpRequest http = request.http();
    String tail = http.parameter("tailLines");
    Pods.LogRequest log =
        new Pods.LogRequest(
            request.namespace(),
            request.name(),
            http.parameter("container"),
            http.parameter("previous").equals("true"),
            http.parameter("follow").equals("true"),
            tail.isEmpty() ? -1 : Integer.parseInt(tail),
            http.parameter("timestamps").equals("true"));
    Feed feed = new Feed(FOLLOW);
    loop.run(() -> pods.logs(log, feed));
    exchange.stream("text/plain", feed);
  }

  private void proxy(ApiRequest request, Exchange exchange) throws IOException {
    String[] target = request.name().split(":", 0);
    String port = target.length > 1 ? target[target.length - 1] : "";
    String host = target.length > 2 ? target[1] : target[0];
    HttpRequest http = request.http();
    int proxy = http.path().indexOf("/proxy") + "/proxy".length();
    String path = http.path().substring(proxy);
    String query = PathQuery.of(http);
    HttpCall call =
        new HttpCall(
            http.method(),
            port.matches("\\d+") ? Integer.parseInt(port) : 0,
            (path.isEmpty() ? "/" : path) + query,
            http.headers(),
            http.body());
    HttpReply reply =
        loop.call(
            () -> {
              loop.stimulate();
              loop.attend();
              return request.resource().equals("services")
                  ? pods.httpService(request.namespace(), host, port, call)
                  : pods.http(request.namespace(), host, call);
            });
    exchange.answer(reply.status(), reply.headers(), reply.body());
  }
}
