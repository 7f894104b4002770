package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import io.osplane.testkit.DefaultProgram;
import io.osplane.testkit.ExecRequest;
import io.osplane.testkit.ExecResult;
import io.osplane.testkit.Program;
import io.osplane.testkit.Volume;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The first process of a member of OVN's northbound or southbound database. On its own it only ever
 * starts from its file or joins others that serve; it makes a cluster by order.
 */
final class OvnMember implements Program {
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final String LEFT = "left";

  private final Container container;
  private final Volume run;
  private final OvnServer server;
  private final Map<String, MetadataAgent> agents = new TreeMap<>();
  private boolean isOpen;

  private OvnMember(Container container) {
    this.container = container;
    this.run = container.volume("/run/ovn");
    this.server = new OvnServer(container);
  }

  /** The program of a container with the image of OVN, by its command. */
  static Program of(Container container) {
    if (container.command().contains("/osplane/member.sh")) {
      return new OvnMember(container);
    }
    return container.command().contains("/osplane/northd.sh")
        ? new OvnNorthd(container)
        : new DefaultProgram(container);
  }

  @Override
  public void start() {
    look();
    container.every(PERIOD, this::look);
  }

  OvnServer server() {
    return server;
  }

  /** Whether clients are let in, and a leader is there. */
  boolean serves() {
    return isOpen && server.leader().isPresent();
  }

  /** Knows an agent of a host from now on, in place of the one before it. */
  void meet(MetadataAgent agent) {
    agents.put(agent.host(), agent);
  }

  void forget(MetadataAgent agent) {
    agents.remove(agent.host());
  }

  /** The agents that it knows, one a host. */
  Collection<MetadataAgent> met() {
    return agents.values();
  }

  /** Notices what has changed around it. */
  private void look() {
    if (server.file().isEmpty()) {
      isOpen = false;
      if (!hasLeft()) {
        server.others().stream()
            .filter(OvnMember::serves)
            .findFirst()
            .ifPresent(other -> server.join(other.server));
      }
    }
    server.follow();
    if (server.leader().isPresent() && !isOpen) {
      isOpen = true;
      container.changed();
    }
  }

  private boolean hasLeft() {
    return run.text(LEFT).isPresent();
  }

  @Override
  public boolean listens(int port) {
    return isOpen && String.valueOf(port).equals(container.env().get("CLIENT"));
  }

  @Override
  public ExecResult exec(ExecRequest request) {
    return CommandLine.run(request, this::run);
  }

  private ExecResult run(CommandLine command) {
    if (!command.startsWith("bash", "/osplane/control.sh")) {
      return command.notFound();
    }
    return switch (command.words().get(2)) {
      case "report" -> ExecResult.success(report());
      case "create" -> create();
      case "leave" -> leave();
      default -> ExecResult.success("");
    };
  }

  /** Obeys the order at once, where a real one takes a second. */
  private ExecResult create() {
    if (server.file().isEmpty() && server.others().stream().noneMatch(OvnMember::serves)) {
      server.found();
    }
    look();
    server.others().forEach(m -> m.container.after(PERIOD, m::look));
    return serves() ? ExecResult.success("") : ExecResult.failure(4, "it does not serve\n");
  }

  private ExecResult leave() {
    run.write(LEFT, "");
    if (server.file().isPresent() && server.leader().isEmpty()) {
      return ExecResult.failure(4, "it is still a member after a minute\n");
    }
    server.leave();
    look();
    return ExecResult.success("");
  }

  private String phase() {
    if (server.file().isEmpty()) {
      return hasLeft() ? "LEFT" : "WAITING";
    }
    return isOpen ? "SERVING" : "STARTING";
  }

  private String report() {
    String file = server.file().isPresent() ? "yes" : "no";
    return "phase %s\nfile %s\n".formatted(phase(), file) + server.status();
  }
}
