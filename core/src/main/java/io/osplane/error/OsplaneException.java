package io.osplane.error;

import org.jspecify.annotations.Nullable;

/** What Osplane throws: what was tried, what was seen, and what to do about it. */
public class OsplaneException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String problem;
  private final String remedy;

  /**
   * Makes one.
   *
   * @param message what was tried and what was seen; never a secret
   * @param remedy what the caller can do; never empty
   * @param cause what lies below, or null
   */
  public OsplaneException(String message, String remedy, @Nullable Throwable cause) {
    super(message + ". " + remedy, cause);
    if (remedy.isBlank()) {
      throw new IllegalArgumentException("an exception without a remedy: " + message);
    }
    this.problem = message;
    this.remedy = remedy;
  }

  public OsplaneException(String message, String remedy) {
    this(message, remedy, null);
  }

  /** What was tried and what was seen, without the remedy. */
  public String problem() {
    return problem;
  }

  /** What the caller can do about it, in a sentence. */
  public String remedy() {
    return remedy;
  }
}
