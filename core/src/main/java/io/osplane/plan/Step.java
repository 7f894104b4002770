package io.osplane.plan;

import java.util.Collection;
import java.util.List;

/**
 * One thing that an operation would do.
 *
 * @param id component and task, for example {@code galera/bootstrap}
 * @param phase when it runs
 * @param summary what it does, in a few words
 * @param reason why it is needed
 * @param impact what users notice
 * @param undo how it can be taken back
 * @param after ids of the steps of this plan that come first, sorted
 * @param key what tells this run of the step from another one; empty for steps without a receipt
 * @param changes the Kubernetes objects it would change
 */
public record Step(
    String id,
    Phase phase,
    String summary,
    String reason,
    Impact impact,
    Undo undo,
    List<String> after,
    String key,
    List<ObjectChange> changes) {
  public Step {
    after = after.stream().sorted().toList();
    changes = List.copyOf(changes);
  }

  /** A copy that names only those of the given steps to come after. */
  public Step afterOnly(Collection<String> ids) {
    return new Step(
        id,
        phase,
        summary,
        reason,
        impact,
        undo,
        after.stream().filter(ids::contains).toList(),
        key,
        changes);
  }
}
