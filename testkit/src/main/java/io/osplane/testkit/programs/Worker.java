package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import io.osplane.testkit.Program;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A process that does what it is told by the message bus. It ends if its databases do not let it
 * in; the bus it tries again and again for as long as it runs, as oslo.messaging does.
 */
final class Worker implements Program {
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration DRAIN = Duration.ofSeconds(1);
  private final Container container;
  private final String service;
  private final List<String> needs;
  private final Databases databases;
  private final BusLink bus;
  private String said = "";

  /**
   * Begins nothing yet.
   *
   * @param needs the databases without whose schema it does not start
   */
  Worker(Container container, String service, ServiceConfig config, List<String> needs) {
    this.container = container;
    this.service = service;
    this.needs = needs;
    this.databases = new Databases(container, config);
    this.bus = new BusLink(container, config);
  }

  @Override
  public void start() {
    new Startup(container, service, 1).run(this::begin);
  }

  private void begin() {
    databases.need(needs);
    connect();
    container.every(INTERVAL, this::connect);
  }

  private void connect() {
    Optional<String> refusal = bus.refusal();
    String seen =
        refusal
            .map("ERROR oslo.messaging._drivers.impl_rabbit "::concat)
            .orElse("INFO oslo.messaging._drivers.impl_rabbit Connected to AMQP server");
    if (!seen.equals(said)) {
      said = seen;
      container.log(seen);
    }
  }

  @Override
  public Duration stop(Duration grace) {
    return DRAIN;
  }

  @Override
  public boolean listens(int port) {
    return false;
  }
}
