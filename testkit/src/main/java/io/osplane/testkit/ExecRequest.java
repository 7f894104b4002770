package io.osplane.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A command to run in a container.
 *
 * @param stdin what has come in so far; empty if nothing was sent
 * @param open whether more can come in
 */
// the bytes are passed on, nobody compares them
@SuppressWarnings("ArrayRecordComponent")
public record ExecRequest(List<String> command, byte[] stdin, boolean open) {

  public static ExecRequest of(List<String> command) {
    return new ExecRequest(command, new byte[0], false);
  }

  /** The command in one line, joined by blanks. */
  public String line() {
    return String.join(" ", command);
  }

  /** The input as UTF-8 text. */
  public String input() {
    return new String(stdin, StandardCharsets.UTF_8);
  }
}
