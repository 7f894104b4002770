package io.osplane.error;

/** The API server refused a request for lack of a right, or did not accept who asks. */
public final class ForbiddenException extends OsplaneException {
  private static final long serialVersionUID = 1L;

  public ForbiddenException(String tried, String seen, String remedy) {
    super(tried + " was refused: " + seen, remedy);
  }
}
