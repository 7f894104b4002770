package io.osplane.error;

/** Another caller works on the control plane. */
public final class BusyException extends OsplaneException {
  private static final long serialVersionUID = 1L;

  private final String holder;

  public BusyException(String controlPlane, String holder) {
    super(
        "control plane " + controlPlane + " is being worked on by " + holder,
        "Wait until it is done, or end that program: its hold ends 15 s later");
    this.holder = holder;
  }

  /** Who holds it: host, process and operation. */
  public String holder() {
    return holder;
  }
}
