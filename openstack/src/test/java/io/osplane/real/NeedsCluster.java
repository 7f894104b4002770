package io.osplane.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs a real test where {@code KUBECONFIG} names a cluster or k3s can be started, and says so
 * where neither is.
 */
final class NeedsCluster implements ExecutionCondition {
  private static final ClusterChoice CHOICE = choose();

  private static ClusterChoice choose() {
    Optional<String> kubeconfig = Optional.ofNullable(System.getenv("KUBECONFIG"));
    return ClusterChoice.of(
        kubeconfig, kubeconfig.isPresent() ? Optional.empty() : Docker.images());
  }

  /** Holds the k3s of this JVM; Testcontainers stops it as the JVM ends. */
  private static final class Running {
    static final K3s K3S = K3s.start((ClusterChoice.Started) CHOICE);
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (CHOICE instanceof ClusterChoice.None none) {
      String line = context.getDisplayName() + " did not run: " + none.why();
      System.err.println(line);
      return ConditionEvaluationResult.disabled(line);
    }
    return ConditionEvaluationResult.enabled("a cluster is there");
  }

  /** The administrator's kubeconfig, as text. */
  static String kubeconfig() {
    if (!(CHOICE instanceof ClusterChoice.Named named)) {
      return Running.K3S.kubeconfig();
    }
    try {
      return Files.readString(Path.of(named.kubeconfig()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
