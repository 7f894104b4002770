package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import io.osplane.testkit.ExecRequest;
import io.osplane.testkit.ExecResult;
import io.osplane.testkit.Program;
import io.osplane.testkit.Volume;
import java.time.Duration;

/** libvirtd on a host: it is there when its socket is, in a directory of the host. */
final class Libvirt implements Program {
  private static final String DIRECTORY = "/run/libvirt";
  private static final String SOCKET = "libvirt-sock";
  private static final Duration START = Duration.ofSeconds(1);
  private final Container container;

  Libvirt(Container container) {
    this.container = container;
  }

  /** Whether one runs on the host of a container that has its directory mounted. */
  static boolean isThere(Container container) {
    return container.volume(DIRECTORY).text(SOCKET).isPresent();
  }

  @Override
  public void start() {
    socket().delete(SOCKET);
    container.after(
        START,
        () -> {
          socket().write(SOCKET, "");
          container.changed();
        });
  }

  private Volume socket() {
    return container.volume(DIRECTORY);
  }

  @Override
  public Duration stop(Duration grace) {
    socket().delete(SOCKET);
    return START;
  }

  @Override
  public ExecResult exec(ExecRequest request) {
    return CommandLine.run(
        request,
        command -> {
          if (!command.startsWith("virsh")) {
            return command.notFound();
          }
          return isThere(container)
              ? ExecResult.success("")
              : ExecResult.failure(1, "error: failed to connect to the hypervisor\n");
        });
  }

  @Override
  public boolean listens(int port) {
    return false;
  }
}
