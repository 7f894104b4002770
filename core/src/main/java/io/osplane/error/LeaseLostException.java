package io.osplane.error;

/** The hold on the control plane was lost in the middle of an operation. */
public final class LeaseLostException extends OsplaneException {
  private static final long serialVersionUID = 1L;

  public LeaseLostException(String controlPlane, String seen) {
    super(
        "the hold on control plane " + controlPlane + " was lost: " + seen,
        "Apply again: what was done stays, and the rest is done then");
  }
}
