package io.osplane.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An HTTP request to a program.
 *
 * @param path with the query, beginning with a slash
 * @param headers by lower-case name
 */
// the bytes are passed on, nobody compares them
@SuppressWarnings("ArrayRecordComponent")
public record HttpCall(
    String method, int port, String path, Map<String, String> headers, byte[] body) {

  public static HttpCall get(int port, String path) {
    return new HttpCall("GET", port, path, Map.of(), new byte[0]);
  }

  /** The body as UTF-8 text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
