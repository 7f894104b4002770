package io.osplane.spi;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.osplane.ComponentName;
import java.util.List;
import java.util.Optional;

/** The control plane's Kubernetes objects as last seen by watch. */
public interface View {
  /** The object of that type and name, if it is there. */
  <T extends HasMetadata> Optional<T> find(Class<T> type, String name);

  /** The objects of that type of one component, sorted by name. */
  <T extends HasMetadata> List<T> of(Class<T> type, ComponentName component);

  /** The objects of that type of every component, sorted by name. */
  <T extends HasMetadata> List<T> all(Class<T> type);

  /** Whether a pod says that it serves. */
  static boolean isReady(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  /** The pods of a component that are not being deleted, sorted by name. */
  default List<Pod> pods(ComponentName component) {
    return of(Pod.class, component).stream()
        .filter(p -> p.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }
}
