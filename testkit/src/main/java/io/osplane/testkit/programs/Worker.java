package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import java.util.List;

/**
 * A process that does what it is told by the message bus. It ends if its databases do not let it
 * in; the bus it tries again and again.
 */
final class Worker implements BusPeer {
  private final Container container;
  private final String service;
  private final List<String> needs;
  private final ServiceConfig config;
  private final Databases databases;
  private final BusSession session;

  /**
   * Begins nothing yet.
   *
   * @param queue where it takes messages from
   * @param needs the databases without whose schema it does not start
   */
  Worker(
      Container container, String service, ServiceConfig config, String queue, List<String> needs) {
    this.container = container;
    this.service = service;
    this.needs = needs;
    this.config = config;
    this.databases = new Databases(container, config);
    this.session = new BusSession(container, config, queue, () -> {});
  }

  @Override
  public void start() {
    new Startup(container, service, 1).run(this::begin);
  }

  private void begin() {
    databases.need(needs);
    session.begin();
  }

  ServiceConfig config() {
    return config;
  }

  /**
   * The service's main database.
   *
   * @throws DatabaseException if it is not reached
   */
  DatabaseLink database() {
    return databases.open("database");
  }

  @Override
  public BusSession session() {
    return session;
  }
}
