package io.osplane.testkit.programs;

import java.util.Set;

/** A database server's refusal, or that none was reached, with the error code of MySQL. */
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Those that oslo.db takes for a lost connection. */
  private static final Set<Integer> UNREACHED = Set.of(1047, 2002, 2003, 2006, 2013);

  private final int code;

  DatabaseException(int code, String message) {
    super(message);
    this.code = code;
  }

  /** MySQL's error code, for example 1045 for a wrong password and 2003 for no server. */
  public int code() {
    return code;
  }

  /** Whether no server was there, rather than one that refused. */
  boolean isUnreached() {
    return UNREACHED.contains(code);
  }

  /** As a program of OpenStack logs it that ends for it. */
  String unhandled() {
    return "Unhandled error: oslo_db.exception.DBError: (%d, \"%s\")".formatted(code, getMessage());
  }

  /** As the command line client prints it. */
  String line() {
    String place = code < 2000 ? " (42000) at line 1" : " (HY000)";
    return "ERROR " + code + place + ": " + getMessage() + "\n";
  }
}
