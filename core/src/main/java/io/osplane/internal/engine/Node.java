package io.osplane.internal.engine;

import io.osplane.ComponentName;
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
 */
record Node(ComponentName component, Task task, List<String> needs, List<ComponentName> providers) {
  String id() {
    return idOf(component, task.name());
  }

  static String idOf(ComponentName component, String task) {
    return component + "/" + task;
  }
}
