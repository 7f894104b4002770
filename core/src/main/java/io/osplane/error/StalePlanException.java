package io.osplane.error;

/** A plan that was reviewed is not what would be done now. */
public final class StalePlanException extends OsplaneException {
  private static final long serialVersionUID = 1L;

  public StalePlanException(String reviewed, String current) {
    super(
        "the reviewed plan "
            + reviewed.substring(0, Math.min(12, reviewed.length()))
            + " is not what would be done now, "
            + current.substring(0, Math.min(12, current.length())),
        "Look at a new plan() and apply that");
  }
}
