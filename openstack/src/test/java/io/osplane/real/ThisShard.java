package io.osplane.real;

import io.osplane.testkit.Shard;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * Leaves out the tests of other shards than {@link Shard#chosen}, and says so: a whole class at
 * once, so that nothing is made ready for no test.
 */
final class ThisShard implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Class<?> type = context.getRequiredTestClass();
    List<Method> ours = Shard.chosen().deal(tests(type), type.getSimpleName());
    List<Method> asked = context.getTestMethod().map(List::of).orElseGet(() -> tests(type));
    if (asked.stream().anyMatch(ours::contains)) {
      return ConditionEvaluationResult.enabled("it is in this shard");
    }
    String line =
        type.getSimpleName()
            + " "
            + String.join(", ", asked.stream().map(Method::getName).toList())
            + " did not run: in another shard than "
            + Shard.chosen();
    System.err.println(line);
    return ConditionEvaluationResult.disabled(line);
  }

  private static List<Method> tests(Class<?> type) {
    return AnnotationSupport.findAnnotatedMethods(
            type, Testable.class, HierarchyTraversalMode.TOP_DOWN)
        .stream()
        .sorted(Comparator.comparing(Method::getName))
        .toList();
  }
}
