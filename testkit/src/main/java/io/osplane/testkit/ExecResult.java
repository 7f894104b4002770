package io.osplane.testkit;

/**
 * How a command ended, or that it waits for more input.
 *
 * @param exitCode 0 to 255; meaningless if it waits
 * @param waiting the command is asked again, with all input so far, when more has come in
 */
public record ExecResult(int exitCode, String stdout, String stderr, boolean waiting) {
  private static final ExecResult MORE = new ExecResult(0, "", "", true);

  public static ExecResult success(String stdout) {
    return new ExecResult(0, stdout, "", false);
  }

  public static ExecResult failure(int exitCode, String stderr) {
    return new ExecResult(exitCode, "", stderr, false);
  }

  /** The command cannot say anything before more input has come. */
  public static ExecResult moreInput() {
    return MORE;
  }
}
