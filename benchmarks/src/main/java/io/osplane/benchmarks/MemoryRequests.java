package io.osplane.benchmarks;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.osplane.Size;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How much memory the pods of each component ask for in each size, as rendered. */
record MemoryRequests(SortedMap<String, SortedMap<Size, Long>> bytes) {
  private static final String ALL = "all";

  /**
   * Of the same cloud in all sizes.
   *
   * @param rendered the objects of a size
   * @param hosts how many nodes are hosts
   */
  static MemoryRequests of(Function<Size, List<HasMetadata>> rendered, int hosts) {
    SortedMap<String, SortedMap<Size, Long>> bytes = new TreeMap<>();
    for (Size size : Size.values()) {
      for (HasMetadata object : rendered.apply(size)) {
        long requested = requested(object, hosts);
        if (requested > 0) {
          String component = object.getMetadata().getLabels().get(Memory.COMPONENT);
          for (String whose : List.of(component, ALL)) {
            bytes.computeIfAbsent(whose, any -> new TreeMap<>()).merge(size, requested, Long::sum);
          }
        }
      }
    }
    return new MemoryRequests(bytes);
  }

  private static long requested(HasMetadata object, int hosts) {
    return switch (object.getKind()) {
      case "StatefulSet" -> {
        var set = ((StatefulSet) object).getSpec();
        yield set.getReplicas() * requested(set.getTemplate().getSpec());
      }
      case "Deployment" -> {
        var set = ((Deployment) object).getSpec();
        yield set.getReplicas() * requested(set.getTemplate().getSpec());
      }
      case "DaemonSet" -> hosts * requested(((DaemonSet) object).getSpec().getTemplate().getSpec());
      default -> 0;
    };
  }

  private static long requested(PodSpec pod) {
    return pod.getContainers().stream()
        .map(Container::getResources)
        .map(resources -> resources.getRequests().get("memory"))
        .mapToLong(memory -> Quantity.getAmountInBytes(memory).longValue())
        .sum();
  }

  /** A table in MiB, with the sums. */
  String text() {
    String sizes = Stream.of(Size.values()).map("%8s"::formatted).collect(Collectors.joining());
    return Stream.concat(
            Stream.of("requested, MiB" + sizes),
            Stream.concat(bytes.keySet().stream().filter(name -> !name.equals(ALL)), Stream.of(ALL))
                .map(this::line))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private String line(String name) {
    return Stream.of(Size.values())
        .map(
            size ->
                bytes.getOrDefault(name, new TreeMap<>()).getOrDefault(size, 0L) / Memory.MEBIBYTE)
        .map("%8d"::formatted)
        .collect(Collectors.joining("", "%-14s".formatted(name), ""));
  }
}
