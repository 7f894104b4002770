package io.osplane.internal.engine;

import io.osplane.ComponentName;
import io.osplane.plan.Phase;
import io.osplane.spi.Task;
import java.util.List;

/**
 * A task with its place among the tasks of all components.
 *
 * @param component whose task it is
 * @param task the task
 * @param needs ids of the nodes that come first, sorted
 * @param providers who answers the claims it waits for, and the component itself if the task
 *     answers a claim, sorted: their identities are part of its key
 * @param voids ids of nodes whose receipts are void once this one begins, sorted: what it undoes; a
 *     component with a slash stands for all of its nodes, but those of the same operation
 */
record Node(
    ComponentName component,
    Task task,
    List<String> needs,
    List<ComponentName> providers,
    List<String> voids) {
  Node(ComponentName component, Task task, List<String> needs, List<ComponentName> providers) {
    this(component, task, needs, providers, List.of());
  }

  /** Whether it takes back what other nodes did, because nobody asks for it any more. */
  boolean isRetirement() {
    return task.phase() == Phase.CONTRACT && !voids.isEmpty();
  }

  String id() {
    return idOf(component, task.name());
  }

  /** What stands for all nodes of the component of an id. */
  static String allOf(String id) {
    return id.substring(0, id.indexOf('/') + 1);
  }

  static String idOf(ComponentName component, String task) {
    return component + "/" + task;
  }
}
