package io.osplane.real;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which cluster the real tests run on. */
sealed interface ClusterChoice {
  /** The one that a kubeconfig file names. */
  record Named(String kubeconfig) implements ClusterChoice {}

  /**
   * A k3s that is started for them.
   *
   * @param image of k3s
   * @param kit the build kit's images, sorted; they are loaded into it
   */
  record Started(String image, List<String> kit) implements ClusterChoice {}

  /**
   * There is none.
   *
   * @param why in words
   */
  record None(String why) implements ClusterChoice {}

  /**
   * Decides: a kubeconfig goes before Docker, the last k3s image by name before the others. Nothing
   * is pulled.
   *
   * @param kubeconfig what {@code KUBECONFIG} says
   * @param images what Docker has, as {@code repository:tag}; empty if there is no Docker
   */
  static ClusterChoice of(Optional<String> kubeconfig, Optional<List<String>> images) {
    if (kubeconfig.isPresent()) {
      return new Named(kubeconfig.get());
    }
    if (images.isEmpty()) {
      return new None("KUBECONFIG names no cluster, and Docker is not to be reached");
    }
    List<String> kit = images.get().stream().filter(i -> i.startsWith("osp/")).sorted().toList();
    return images.get().stream()
        .filter(i -> i.startsWith("rancher/k3s:"))
        .max(Comparator.naturalOrder())
        .<ClusterChoice>map(image -> new Started(image, kit))
        .orElse(new None("KUBECONFIG names no cluster, and Docker has no image rancher/k3s"));
  }
}
