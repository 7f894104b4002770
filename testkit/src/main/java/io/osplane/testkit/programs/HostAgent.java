package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Nova's agent on a host. It starts when its hypervisor is there, and lets Nova's conductor note
 * what it does; when it has started, it tells Placement what the host has, and takes messages.
 */
final class HostAgent implements BusPeer {
  private static final String NOVA = "nova";
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  /** From when Nova knows an agent until that has started. */
  private static final Duration START = Duration.ofSeconds(5);

  private final Container container;
  private final String host;
  private final boolean isFake;
  private final BusSession session;
  private final HostInventory inventory;
  private boolean hasBegun;
  private boolean isNoted;
  private boolean isStarting;

  private HostAgent(Container container, String host, boolean isFake) {
    ServiceConfig config = ServiceTable.service(NOVA).config(container);
    this.container = container;
    this.host = host;
    this.isFake = isFake;
    this.session =
        new BusSession(container, config, HostRecords.AGENT, List.of(queue(host)), this::report);
    this.inventory = new HostInventory(new KeystoneUser(container, config, "placement"));
  }

  /** On a node, whose name the host has, with libvirt. */
  static HostAgent onNode(Container container) {
    String node = container.env().getOrDefault("NODE", "");
    return new HostAgent(container, node, false);
  }

  /** Without a hypervisor: the host is called like the pod. */
  static HostAgent fake(Container container) {
    return new HostAgent(container, container.pod(), true);
  }

  /** Where the agent of a host takes messages from. */
  static String queue(String host) {
    return HostRecords.queue(HostRecords.AGENT, host);
  }

  @Override
  public void start() {
    look();
    container.every(INTERVAL, this::look);
  }

  private void look() {
    if (!hasBegun && (isFake || Libvirt.isThere(container))) {
      hasBegun = true;
      new Startup(container, NOVA, 1).run(session::begin);
    }
  }

  private void report() {
    isNoted = isNoted || conductors().anyMatch(this::arrives);
    if (session.isListening()) {
      inventory.tell(host);
    }
    if (isNoted && !isStarting) {
      isStarting = true;
      container.after(START, session::listen);
    }
  }

  /** Whether servers are placed on a host that is new is the conductor's to say. */
  private boolean arrives(Worker conductor) {
    String isEnabled = conductor.config().option("DEFAULT", "enable_new_services", "true");
    return isDone(
        conductor,
        records ->
            HostRecords.arrive(records, host, container.now(), Boolean.parseBoolean(isEnabled)));
  }

  private Stream<Worker> conductors() {
    return session.bus().peers("nova-conductor", Worker.class).stream();
  }

  /** Lets the conductor change what is known; whether there was one that could. */
  private boolean note(Consumer<Records> change) {
    return isListening() && conductors().anyMatch(conductor -> isDone(conductor, change));
  }

  private boolean isDone(Worker conductor, Consumer<Records> change) {
    try {
      DatabaseLink database = conductor.database();
      Records records = Records.load(database);
      change.accept(records);
      records.save(database);
      return true;
    } catch (DatabaseException e) {
      container.log("ERROR nova.compute.manager " + e.getMessage());
      return false;
    }
  }

  /** Works for a while, and lets the conductor note what came of it; lost if the agent ends. */
  void work(Duration time, Consumer<Records> result) {
    container.after(
        time,
        () -> {
          if (!note(result)) {
            work(INTERVAL, result);
          }
        });
  }

  /** Whether guests of other hosts can come: what they come by asks for a certificate. */
  boolean letsGuestsIn() {
    return isFake || Libvirt.hasCertificate(container);
  }

  @Override
  public BusSession session() {
    return session;
  }
}
