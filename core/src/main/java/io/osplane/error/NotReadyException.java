package io.osplane.error;

/** Something did not become as it should, with a diagnosis of what was seen last. */
public final class NotReadyException extends OsplaneException {
  private static final long serialVersionUID = 1L;

  public NotReadyException(String waitedFor, String seen, String remedy) {
    super("waited for " + waitedFor + ": " + seen, remedy);
  }
}
