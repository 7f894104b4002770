package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import io.osplane.testkit.ExecRequest;
import io.osplane.testkit.ExecResult;
import io.osplane.testkit.Program;
import io.osplane.testkit.Volume;
import java.time.Duration;

/**
 * libvirtd on a host: it is there when its socket is, in a directory of the host, where it also
 * keeps the certificate by which guests come from other hosts.
 */
final class Libvirt implements Program {
  private static final String DIRECTORY = "/run/libvirt";
  private static final String SOCKET = "libvirt-sock";
  private static final String LASTING = "/var/lib/libvirt";
  private static final String CERTIFICATE = "tls/server-cert.pem";
  private static final Duration START = Duration.ofSeconds(1);
  private final Container container;

  Libvirt(Container container) {
    this.container = container;
  }

  /** Whether one runs on the host of a container that has its directory mounted. */
  static boolean isThere(Container container) {
    return container.volume(DIRECTORY).text(SOCKET).isPresent();
  }

  /** Whether the host of a container that has that directory mounted has a certificate. */
  static boolean hasCertificate(Container container) {
    return container.volume(LASTING).text(CERTIFICATE).isPresent();
  }

  /** A certificate that is not there is made anew. */
  @Override
  public void start() {
    container.volume(LASTING).write(CERTIFICATE, "");
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
    return CommandLine.run(request, this::run);
  }

  private ExecResult run(CommandLine command) {
    if (command.startsWith("rm", LASTING + "/" + CERTIFICATE)) {
      container.volume(LASTING).delete(CERTIFICATE);
      return ExecResult.success("");
    }
    if (!command.startsWith("virsh")) {
      return command.notFound();
    }
    return isThere(container)
        ? ExecResult.success("")
        : ExecResult.failure(1, "error: failed to connect to the hypervisor\n");
  }

  @Override
  public boolean listens(int port) {
    return false;
  }
}
