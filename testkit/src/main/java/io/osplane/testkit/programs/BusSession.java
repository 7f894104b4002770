package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import io.osplane.testkit.ExecRequest;
import io.osplane.testkit.ExecResult;
import java.time.Duration;
import java.util.Optional;

/**
 * A process's connection to the message bus, which it tries again and again for as long as it runs,
 * as oslo.messaging does.
 */
final class BusSession {
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final String CONNECTED = ":1628 01 ";
  private final Container container;
  private final BusLink bus;
  private final String queue;
  private final Runnable work;
  private boolean hasBegun;
  private String said = "";

  /**
   * Begins nothing yet.
   *
   * @param queue where it takes messages from
   * @param work what it does whenever it finds itself connected
   */
  BusSession(Container container, ServiceConfig config, String queue, Runnable work) {
    this.container = container;
    this.bus = new BusLink(container, config);
    this.queue = queue;
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

  boolean isConnected() {
    return hasBegun && bus.refusal().isEmpty();
  }

  private void connect() {
    Optional<String> refusal = bus.refusal();
    say(
        refusal
            .map("ERROR oslo.messaging._drivers.impl_rabbit "::concat)
            .orElse("INFO oslo.messaging._drivers.impl_rabbit Connected to AMQP server"));
    if (refusal.isEmpty()) {
      bus.consume(queue);
      work.run();
    }
  }

  private void say(String seen) {
    if (!seen.equals(said)) {
      said = seen;
      container.log(seen);
    }
  }

  /** The commands in its container: the one that looks for a connection to port 5672. */
  ExecResult exec(ExecRequest request) {
    return CommandLine.run(
        request,
        command -> {
          boolean looks = command.words().stream().anyMatch(w -> w.contains(CONNECTED));
          if (!command.startsWith("grep") || !looks) {
            return command.notFound();
          }
          return isConnected() ? ExecResult.success("") : ExecResult.failure(1, "");
        });
  }
}
