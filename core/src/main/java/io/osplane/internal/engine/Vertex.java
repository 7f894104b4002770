package io.osplane.internal.engine;

import io.osplane.ComponentName;
import io.osplane.spi.Task;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A task on its way to become a node: its sets grow while the graph is made.
 *
 * @param owner whose task it is
 * @param task the task
 * @param needs ids of the tasks that come first
 * @param providers who answers the claims it waits for, or the claim it answers
 * @param voids what it undoes, as {@link Node} has it
 */
record Vertex(
    ComponentName owner,
    Task task,
    Set<String> needs,
    Set<ComponentName> providers,
    Set<String> voids) {

  static Vertex of(ComponentName owner, Task task) {
    return new Vertex(owner, task, new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
  }

  String id() {
    return Node.idOf(owner, task.name());
  }

  /** The node, as it is now. */
  Node node() {
    return new Node(owner, task, List.copyOf(needs), List.copyOf(providers), List.copyOf(voids));
  }
}
