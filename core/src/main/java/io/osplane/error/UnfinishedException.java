package io.osplane.error;

/** An operation was left open, and another verb was asked for. */
public final class UnfinishedException extends OsplaneException {
  private static final long serialVersionUID = 1L;

  public UnfinishedException(String open, String asked) {
    super(
        "cannot " + asked + " while another operation is open: " + open,
        "Apply that operation again to finish it, or give it up with abort()");
  }
}
