package io.osplane;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.osplane.plan.Plan;

/**
 * A verb that has not been carried out yet. Nothing happens before one of its endings is called.
 *
 * <p>Thread-safe. Every ending looks at the cluster anew, so an operation may be ended more than
 * once.
 */
public interface Operation {
  /**
   * What would be done, and nothing of it done: only reads reach the cluster.
   *
   * @throws io.osplane.error.InvalidSpecException with every violation of the spec
   * @throws io.osplane.error.UnreachableException if the API server does not answer
   */
  Plan plan();

  /**
   * Does it, in the caller's thread.
   *
   * @throws io.osplane.error.BusyException if another caller holds the control plane
   * @throws io.osplane.error.OperationFailedException with the report, if a step failed
   * @throws io.osplane.error.OsplaneException of the kinds that {@link #plan()} throws
   */
  @CanIgnoreReturnValue
  Report apply();

  /**
   * Does exactly what was reviewed.
   *
   * @throws io.osplane.error.StalePlanException if what would be done now is something else
   * @throws io.osplane.error.OsplaneException of the kinds that {@link #apply()} throws
   */
  @CanIgnoreReturnValue
  Report apply(Plan reviewed);

  /** Does it in the background; failures are in the execution's completion. */
  Execution start();
}
