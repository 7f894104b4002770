package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import io.osplane.testkit.ExecRequest;
import io.osplane.testkit.ExecResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A process's connection to the message bus, which it tries again and again for as long as it runs,
 * as oslo.messaging does. It takes messages when it has started. A process that was stopped by a
 * signal keeps its connection, and does nothing.
 */
final class BusSession {
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final String CONNECTED = ":1628 01 ";
  private final Container container;
  private final BusLink bus;
  private final String process;
  private final List<String> queues;
  private final Runnable work;
  private boolean hasBegun;
  private boolean isOpen;
  private boolean isStopped;
  private String said = "";

  /**
   * Begins nothing yet.
   *
   * @param process what it is called in its container
   * @param queues where it takes messages from
   * @param work what it does whenever it finds itself connected
   */
  BusSession(
      Container container,
      ServiceConfig config,
      String process,
      List<String> queues,
      Runnable work) {
    this.container = container;
    this.bus = new BusLink(container, config);
    this.process = process;
    this.queues = queues;
    this.work = work;
  }

  String pod() {
    return container.pod();
  }

  BusLink bus() {
    return bus;
  }

  void begin() {
    hasBegun = true;
    connect();
    container.every(INTERVAL, this::connect);
  }

  /** Takes messages from now on, and says by it that it is there. */
  void listen() {
    isOpen = true;
    connect();
  }

  boolean isConnected() {
    return hasBegun && bus.refusal().isEmpty();
  }

  boolean isListening() {
    return isConnected() && isOpen && !isStopped;
  }

  private void connect() {
    if (isStopped) {
      return;
    }
    Optional<String> refusal = bus.refusal();
    say(
        refusal
            .map("ERROR oslo.messaging._drivers.impl_rabbit "::concat)
            .orElse("INFO oslo.messaging._drivers.impl_rabbit Connected to AMQP server"));
    if (refusal.isEmpty() && isOpen) {
      queues.forEach(bus::consume);
    }
    if (refusal.isEmpty()) {
      work.run();
    }
  }

  private void say(String seen) {
    if (!seen.equals(said)) {
      said = seen;
      container.log(seen);
    }
  }

  /** The commands in its container: what looks for a connection to port 5672, and signals. */
  ExecResult exec(ExecRequest request) {
    return CommandLine.run(request, this::run);
  }

  private ExecResult run(CommandLine command) {
    if (command.startsWith("pkill", "-STOP", process)) {
      isStopped = true;
      return ExecResult.success("");
    }
    if (command.startsWith("pkill", "-CONT", process)) {
      isStopped = false;
      return ExecResult.success("");
    }
    boolean looks = command.words().stream().anyMatch(w -> w.contains(CONNECTED));
    if (!command.startsWith("grep") || !looks) {
      return command.notFound();
    }
    return isConnected() ? ExecResult.success("") : ExecResult.failure(1, "");
  }
}
