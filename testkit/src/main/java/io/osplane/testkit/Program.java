package io.osplane.testkit;

import java.time.Duration;
import java.util.List;

/**
 * What runs in one container, from its start to its end; a restart makes a new one.
 *
 * <p>All methods are called inside the simulation, one at a time over the whole cluster, so a
 * program needs no locks and must never block. State that outlives it belongs on a {@link Volume}.
 */
public interface Program {

  /** The container has started. */
  default void start() {}

  /**
   * The container is asked to stop.
   *
   * @return how long it takes to do so; what exceeds the grace is cut off by {@link #kill}
   */
  default Duration stop(Duration grace) {
    return Duration.ZERO;
  }

  /** It is gone without having stopped: its node lost power, or its grace ran out. */
  default void kill() {}

  /** Answers a probe; by itself runs the command or asks the URL, and takes any port for open. */
  default boolean probe(Probe probe) {
    return switch (probe.action()) {
      case EXEC -> exec(ExecRequest.of(probe.command())).exitCode() == 0;
      case HTTP_GET -> http(HttpCall.get(probe.port(), probe.path())).isSuccess();
      case TCP_SOCKET, GRPC -> listens(probe.port());
    };
  }

  /** Whether a port accepts connections. */
  default boolean listens(int port) {
    return true;
  }

  /** Runs a command in the container. */
  default ExecResult exec(ExecRequest request) {
    List<String> command = request.command();
    return ExecResult.failure(127, command.get(0) + ": command not found\n");
  }

  /** Answers an HTTP request to one of its ports. */
  default HttpReply http(HttpCall call) {
    return HttpReply.of(200, "");
  }
}
