package io.osplane.error;

/** A decision that a person must take, because going on could lose data. */
public final class RefusedException extends OsplaneException {
  private static final long serialVersionUID = 1L;

  public RefusedException(String decision, String seen, String remedy) {
    super("refused to " + decision + ": " + seen, remedy);
  }
}
