package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import io.osplane.testkit.ExecRequest;
import io.osplane.testkit.ExecResult;
import io.osplane.testkit.Program;
import java.util.Arrays;
import java.util.Optional;

/** What translates between OVN's databases: the one that holds the southbound one's lock. */
final class OvnNorthd implements Program {
  private final Container container;

  OvnNorthd(Container container) {
    this.container = container;
  }

  @Override
  public ExecResult exec(ExecRequest request) {
    return CommandLine.run(request, this::run);
  }

  private ExecResult run(CommandLine command) {
    if (!command.startsWith("bash", "/osplane/northd.sh")) {
      return command.notFound();
    }
    return switch (command.words().get(2)) {
      case "ready" -> isConnected() ? ExecResult.success("") : ExecResult.failure(1, "");
      case "status" -> ExecResult.success("Status: " + (isActive() ? "active" : "standby") + "\n");
      default -> ExecResult.success("");
    };
  }

  /** Whether it can work, and so asks for the lock. */
  boolean isConnected() {
    return member("NB").isPresent() && member("SB").isPresent();
  }

  private boolean isActive() {
    return isConnected()
        && member("SB")
            .flatMap(member -> member.server().leader())
            .filter(leader -> leader.give(container.podIp()))
            .isPresent();
  }

  /** A member of a database that serves; the members' addresses are in this variable. */
  private Optional<OvnMember> member(String variable) {
    return Arrays.stream(container.env().getOrDefault(variable, "").split(",", -1))
        .map(address -> address.replaceFirst("^tcp:", "").replaceFirst(":\\d+$", ""))
        .flatMap(host -> container.network().program(host, OvnMember.class).stream())
        .filter(OvnMember::serves)
        .findFirst();
  }
}
