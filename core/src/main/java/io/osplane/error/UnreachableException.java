package io.osplane.error;

/** The API server did not answer as it should. */
public final class UnreachableException extends OsplaneException {
  private static final long serialVersionUID = 1L;

  public UnreachableException(String tried, String seen, Throwable cause) {
    super(
        tried + " failed: " + seen,
        "Check that the API server runs and that this machine reaches it, then apply again",
        cause);
  }
}
