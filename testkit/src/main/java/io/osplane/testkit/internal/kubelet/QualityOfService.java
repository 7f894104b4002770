package io.osplane.testkit.internal.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.testkit.internal.model.Tree;
import java.util.ArrayList;
import java.util.List;

/** The class of a pod by what its containers request and are limited to. */
final class QualityOfService {
  private static final List<String> RESOURCES = List.of("cpu", "memory");

  private QualityOfService() {}

  static String of(JsonNode spec) {
    List<JsonNode> containers = new ArrayList<>(Tree.items(spec, "containers"));
    containers.addAll(Tree.items(spec, "initContainers"));
    if (containers.stream().noneMatch(QualityOfService::asks)) {
      return "BestEffort";
    }
    return containers.stream().allMatch(QualityOfService::isExact) ? "Guaranteed" : "Burstable";
  }

  private static boolean asks(JsonNode container) {
    return RESOURCES.stream()
        .anyMatch(
            r ->
                container.at("/resources/requests").has(r)
                    || container.at("/resources/limits").has(r));
  }

  private static boolean isExact(JsonNode container) {
    JsonNode limits = container.at("/resources/limits");
    JsonNode requests = container.at("/resources/requests");
    return RESOURCES.stream()
        .allMatch(r -> limits.has(r) && requests.path(r).equals(limits.path(r)));
  }
}
