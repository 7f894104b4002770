package io.osplane.spi;

import java.time.Duration;
import java.util.Map;

/** One member's pod, reached from the outside. */
public interface Member {
  /**
   * What a command in a pod gave.
   *
   * @param code its exit code
   * @param out what it wrote to its standard output
   * @param err what it wrote to its standard error
   */
  record Result(int code, String out, String err) {}

  /**
   * What an HTTP port of a pod or Service answered.
   *
   * @param status the HTTP status
   * @param headers the first value of each header, by name in lower case
   * @param body the body as text
   */
  record Answer(int status, Map<String, String> headers, String body) {}

  /**
   * Runs a command in the pod's first container.
   *
   * @param patience how long it may take
   * @param input its standard input: the only place for a secret, never an argument
   * @throws io.osplane.error.UnreachableException if it could not be run to its end
   */
  Result exec(Duration patience, String input, String... command);

  /**
   * Asks an HTTP port of the pod, through the API server.
   *
   * @throws io.osplane.error.UnreachableException if there was no answer
   */
  Answer http(String method, int port, String path, Map<String, String> headers, String body);
}
