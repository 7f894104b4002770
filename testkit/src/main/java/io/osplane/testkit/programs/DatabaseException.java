package io.osplane.testkit.programs;

/** A database server's refusal, or that none was reached, with the error code of MySQL. */
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;

  DatabaseException(int code, String message) {
    super(message);
    this.code = code;
  }

  /** MySQL's error code, for example 1045 for a wrong password and 2003 for no server. */
  public int code() {
    return code;
  }

  /** As the command line client prints it. */
  String line() {
    String place = code < 2000 ? " (42000) at line 1" : " (HY000)";
    return "ERROR " + code + place + ": " + getMessage() + "\n";
  }
}
