package io.osplane.testkit;

import java.util.List;

/**
 * What kubelet asks a container.
 *
 * @param command of an exec probe, else empty
 * @param port of the other probes, else 0
 * @param path of an HTTP probe, else empty
 */
public record Probe(Type type, Action action, List<String> command, int port, String path) {

  /** Which of the three probes. */
  public enum Type {
    STARTUP,
    LIVENESS,
    READINESS
  }

  /** How it asks. */
  public enum Action {
    EXEC,
    HTTP_GET,
    TCP_SOCKET,
    GRPC
  }
}
