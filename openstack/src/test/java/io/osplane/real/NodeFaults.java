package io.osplane.real;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Powers nodes off and on by the command that {@code OSPLANE_NODE_FAULTS} names; tests that need it
 * say so where there is none.
 */
final class NodeFaults implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (System.getenv("OSPLANE_NODE_FAULTS") != null) {
      return ConditionEvaluationResult.enabled("nodes can be powered off");
    }
    String line = context.getDisplayName() + " did not run: OSPLANE_NODE_FAULTS names no command";
    System.err.println(line);
    return ConditionEvaluationResult.disabled(line);
  }

  static void off(String node) {
    run("kill", node);
  }

  static void on(String node) {
    run("boot", node);
  }

  private static void run(String verb, String node) {
    try {
      Process process =
          new ProcessBuilder(List.of(System.getenv("OSPLANE_NODE_FAULTS"), verb, node))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IllegalStateException(verb + " " + node + " failed");
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
