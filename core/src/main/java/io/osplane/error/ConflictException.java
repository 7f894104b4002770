package io.osplane.error;

/** Fields that another field manager holds. */
public final class ConflictException extends OsplaneException {
  private static final long serialVersionUID = 1L;

  public ConflictException(String fields) {
    super(
        "another field manager holds what this spec sets:" + fields,
        "Take the fields over with OnConflict.TAKE, leave them with OnConflict.LEAVE, or change the"
            + " spec");
  }
}
