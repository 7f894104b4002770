package io.osplane.testkit.fidelity;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs the scenarios only where {@code KUBECONFIG} names a cluster, and says so where it does not.
 */
final class NeedsCluster implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (System.getenv("KUBECONFIG") != null) {
      return ConditionEvaluationResult.enabled("a cluster is there");
    }
    String line = context.getDisplayName() + " did not run: KUBECONFIG names no cluster";
    System.err.println(line);
    return ConditionEvaluationResult.disabled(line);
  }
}
