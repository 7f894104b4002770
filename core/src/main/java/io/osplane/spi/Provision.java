package io.osplane.spi;

import java.util.List;

/**
 * A provider's answer to a claim.
 *
 * @param binding how the consumer will reach it, known before anything exists
 * @param tasks what fulfils the claim, as tasks of the provider; the claim is serving when all of
 *     its additive ones are done
 * @param retirement what takes the claim back when nobody makes it any more, as tasks of the
 *     provider in {@link io.osplane.plan.Phase#CONTRACT}, with names of their own: accounts go,
 *     data stays. What two epochs of a claim have in common is retired by a task of the same name,
 *     which is left out while one of them is made
 */
public record Provision<B>(B binding, List<Task> tasks, List<Task> retirement) {
  public Provision {
    tasks = List.copyOf(tasks);
    retirement = List.copyOf(retirement);
  }

  /** An answer of which nothing is to be taken back. */
  public Provision(B binding, List<Task> tasks) {
    this(binding, tasks, List.of());
  }
}
