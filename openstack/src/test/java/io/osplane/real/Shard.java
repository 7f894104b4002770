package io.osplane.real;

import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * The part of the tests that {@code OSPLANE_SHARD=i/n} leaves to this run: every n-th from the i-th
 * on, counted from 0; all if it is not set. What is left out says so: a whole class at once, so
 * that nothing is made ready for no test.
 */
final class Shard implements ExecutionCondition {
  private static final Optional<String> CHOSEN =
      Optional.ofNullable(System.getenv("OSPLANE_SHARD")).filter(text -> !text.isEmpty());

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Class<?> type = context.getRequiredTestClass();
    List<Method> asked = context.getTestMethod().map(List::of).orElseGet(() -> tests(type));
    if (asked.stream().anyMatch(test -> isOurs(type, test))) {
      return ConditionEvaluationResult.enabled("it is in this shard");
    }
    String line =
        type.getSimpleName()
            + " "
            + String.join(", ", asked.stream().map(Method::getName).toList())
            + " did not run: in another shard than "
            + CHOSEN.orElseThrow();
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

  /** Each class is dealt from another shard on, so that they share the load. */
  private static boolean isOurs(Class<?> type, Method test) {
    return CHOSEN
        .map(shard -> of(tests(type), shard, type.getSimpleName().length()).contains(test))
        .orElse(true);
  }

  /** This shard's part of a list. */
  static <T> List<T> of(List<T> all) {
    return CHOSEN.map(text -> of(all, text, 0)).orElse(all);
  }

  /**
   * One shard's part of a list.
   *
   * @param shard {@code i/n}
   * @param from the shard of the first element
   */
  static <T> List<T> of(List<T> all, String shard, int from) {
    String[] words = shard.split("/");
    int every = Integer.parseInt(words[1]);
    int ours = Math.floorMod(Integer.parseInt(words[0]), every);
    return IntStream.range(0, all.size())
        .filter(i -> (i + from) % every == ours)
        .mapToObj(all::get)
        .toList();
  }
}
