package io.osplane.error;

import io.osplane.Report;
import org.jspecify.annotations.Nullable;

/** An operation in which a step failed, or that was cancelled; the report says which. */
public final class OperationFailedException extends OsplaneException {
  private static final long serialVersionUID = 1L;
  private final transient Report report;

  public OperationFailedException(
      Report report, String what, String remedy, @Nullable Throwable cause) {
    super(what, remedy, cause);
    this.report = report;
  }

  /** What was done, what failed and what was never begun. */
  public Report report() {
    return report;
  }
}
