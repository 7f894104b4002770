package io.osplane;

/** What to do with a field that another field manager holds at another value. */
public enum OnConflict {
  /** Refuse the operation and name the field, its manager and the time. */
  REFUSE,
  /** Take the field over and write our value. */
  TAKE,
  /**
   * Leave the field to its manager: it is not written, and the plan tells what is left to whom.
   * What nobody else holds is written as ever.
   */
  LEAVE
}
