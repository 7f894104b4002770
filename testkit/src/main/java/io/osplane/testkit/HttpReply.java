package io.osplane.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A program's answer to an HTTP request. */
// the bytes are passed on, nobody compares them
@SuppressWarnings("ArrayRecordComponent")
public record HttpReply(int status, Map<String, String> headers, byte[] body) {

  public static HttpReply of(int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new HttpReply(status, Map.of("Content-Type", "text/plain"), bytes);
  }

  public static HttpReply json(int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new HttpReply(status, Map.of("Content-Type", "application/json"), bytes);
  }

  /** Whether a probe takes it for healthy: 200 to 399. */
  public boolean isSuccess() {
    return status >= 200 && status < 400;
  }

  /** The body as UTF-8 text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
