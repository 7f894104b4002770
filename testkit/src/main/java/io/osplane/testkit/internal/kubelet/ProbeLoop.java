package io.osplane.testkit.internal.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.testkit.Probe;
import io.osplane.testkit.internal.clock.EventLoop;
import io.osplane.testkit.internal.clock.Pull;
import io.osplane.testkit.internal.clock.Timer;
import io.osplane.testkit.internal.model.Tree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Asks one probe of one container at its period until it is stopped. */
final class ProbeLoop {
  private final EventLoop loop;
  private final Probe probe;
  private final JsonNode spec;
  private final Predicate<Probe> target;
  private final Listener listener;
  private int successes;
  private int failures;
  private boolean stopped;
  private @Nullable Timer timer;

  /** Learns when a probe has passed its thresholds. */
  interface Listener {
    void succeeded(Probe.Type type);

    /** One failure, and whether it is one too many. */
    void failed(Probe.Type type, boolean tooOften);
  }

  ProbeLoop(
      EventLoop loop, Probe probe, JsonNode spec, Predicate<Probe> target, Listener listener) {
    this.loop = loop;
    this.probe = probe;
    this.spec = spec;
    this.target = target;
    this.listener = listener;
  }

  /** The probe that a container's spec describes. */
  static Probe parse(Probe.Type type, JsonNode spec, JsonNode container) {
    List<String> command = new ArrayList<>();
    Tree.items(spec, "exec.command").forEach(c -> command.add(c.asText()));
    if (spec.has("httpGet")) {
      String path = Tree.text(spec, "httpGet.path");
      int port = port(Tree.at(spec, "httpGet.port"), container);
      return new Probe(type, Probe.Action.HTTP_GET, command, port, path);
    }
    if (spec.has("tcpSocket")) {
      int port = port(Tree.at(spec, "tcpSocket.port"), container);
      return new Probe(type, Probe.Action.TCP_SOCKET, command, port, "");
    }
    Probe.Action action = spec.has("grpc") ? Probe.Action.GRPC : Probe.Action.EXEC;
    return new Probe(type, action, command, Tree.integer(spec, "grpc.port", 0), "");
  }

  private static int port(JsonNode port, JsonNode container) {
    return Tree.items(container, "ports").stream()
        .filter(p -> p.path("name").asText().equals(port.asText()))
        .map(p -> p.path("containerPort").asInt())
        .findFirst()
        .orElse(port.asInt());
  }

  void start() {
    again(Tree.integer(spec, "initialDelaySeconds", 0), Pull.PROGRESS);
  }

  void stop() {
    stopped = true;
    loop.cancel(timer);
  }

  private void again(int seconds, Pull pull) {
    timer = loop.after(Duration.ofSeconds(seconds), pull, this::ask);
  }

  private void ask() {
    boolean ok = target.test(probe);
    if (stopped) {
      return;
    }
    successes = ok ? successes + 1 : 0;
    failures = ok ? 0 : failures + 1;
    if (ok && successes >= Tree.integer(spec, "successThreshold", 1)) {
      listener.succeeded(probe.type());
    } else if (!ok) {
      listener.failed(probe.type(), failures >= Tree.integer(spec, "failureThreshold", 3));
    }
    if (!stopped) {
      again(Tree.integer(spec, "periodSeconds", 10), ok ? Pull.ROUTINE : Pull.PROGRESS);
    }
  }
}
