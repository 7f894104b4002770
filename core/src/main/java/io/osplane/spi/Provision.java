package io.osplane.spi;

import java.util.List;

/**
 * A provider's answer to a claim.
 *
 * @param binding how the consumer will reach it, known before anything exists
 * @param tasks what fulfils the claim, as tasks of the provider; the claim is serving when all are
 *     done
 */
public record Provision<B>(B binding, List<Task> tasks) {
  public Provision {
    tasks = List.copyOf(tasks);
  }
}
