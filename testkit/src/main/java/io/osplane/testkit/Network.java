package io.osplane.testkit;

import java.util.List;
import java.util.Optional;

/**
 * How the program of one container reaches others: by pod address, service name or address, {@code
 * POD.SERVICE}, each also with {@code .NAMESPACE}, {@code .svc} and {@code .svc.cluster.local}.
 */
public interface Network {

  /** The addresses of a name; none if it does not resolve. */
  List<String> resolve(String host);

  /** The first running program of this type behind a name that can be reached. */
  <P extends Program> Optional<P> program(String host, Class<P> type);

  /** All running programs of this type behind a name that can be reached. */
  <P extends Program> List<P> programs(String host, Class<P> type);

  /** Asks the program behind a name; empty if none can be reached or none listens. */
  Optional<HttpReply> http(String host, HttpCall call);
}
