package io.osplane.testkit.programs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.Container;
import java.util.List;

/**
 * A process that does what it is told by the message bus. It ends if its databases do not let it
 * in; the bus it tries again and again. One of Nova is known by its database from its first start.
 */
final class Worker implements BusPeer {
  private static final String NOVA = "nova";
  private final Container container;
  private final String service;
  private final String program;
  private final List<String> needs;
  private final ServiceConfig config;
  private final Databases databases;
  private final BusSession session;

  /**
   * Begins nothing yet.
   *
   * @param program what it is, which is also where it takes messages from
   * @param needs the databases without whose schema it does not start
   */
  Worker(
      Container container,
      String service,
      ServiceConfig config,
      String program,
      List<String> needs) {
    this.container = container;
    this.service = service;
    this.program = program;
    this.needs = needs;
    this.config = config;
    this.databases = new Databases(container, config);
    this.session =
        new BusSession(
            container,
            config,
            program,
            List.of(program, HostRecords.queue(program, container.pod())),
            () -> {});
  }

  @Override
  public void start() {
    new Startup(container, service, 1).run(this::begin);
  }

  private void begin() {
    databases.need(needs);
    if (service.equals(NOVA)) {
      enter();
    }
    session.begin();
    session.listen();
  }

  private void enter() {
    DatabaseLink database = database();
    Records records = Records.load(database);
    if (!HostRecords.isKnown(records, program, container.pod())) {
      ObjectNode unused = HostRecords.enter(records, program, container.pod(), container.now());
      records.save(database);
    }
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
