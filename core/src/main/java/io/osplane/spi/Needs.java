package io.osplane.spi;

import java.util.ArrayList;
import java.util.List;

/**
 * What must be done before a task.
 *
 * @param tasks names of tasks of the same component
 * @param claims claims of the same component that must be serving
 */
public record Needs(List<String> tasks, List<Claim<?>> claims) {
  private static final Needs NONE = new Needs(List.of(), List.of());

  public Needs {
    tasks = List.copyOf(tasks);
    claims = List.copyOf(claims);
  }

  /** Nothing: the task may run at once. */
  public static Needs none() {
    return NONE;
  }

  public static Needs tasks(String... names) {
    return new Needs(List.of(names), List.of());
  }

  /** A copy that also waits until the claim is serving. */
  public Needs andServing(Claim<?> claim) {
    return andServing(List.of(claim));
  }

  /** A copy that also waits until all these claims are serving. */
  public Needs andServing(List<? extends Claim<?>> more) {
    List<Claim<?>> all = new ArrayList<>(claims);
    all.addAll(more);
    return new Needs(tasks, all);
  }
}
