package io.osplane.error;

/** The API server rejected an object. */
public final class RejectedException extends OsplaneException {
  private static final long serialVersionUID = 1L;

  public RejectedException(String tried, String seen, String remedy) {
    super(tried + " was rejected: " + seen, remedy);
  }
}
