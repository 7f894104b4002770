package io.osplane.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.osplane.error.RefusedException;
import io.osplane.spi.Apply;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Volumes grow and never shrink: a server refuses it, and would do so in the middle of things. */
final class VolumeSizes {
  private VolumeSizes() {}

  /**
   * Makes sure that no claim asks for less than its volume has.
   *
   * @throws RefusedException for the first that does
   */
  static void check(List<Node> nodes, Situation now) {
    for (Node node : nodes) {
      if (node.task() instanceof Apply apply) {
        apply.objects().forEach(object -> check(object, now));
      }
    }
  }

  private static void check(HasMetadata object, Situation now) {
    if (object instanceof PersistentVolumeClaim claim) {
      String name = claim.getMetadata().getName();
      Quantity wanted = claim.getSpec().getResources().getRequests().get("storage");
      now.view()
          .object(now.cluster().kind("v1", "PersistentVolumeClaim"), name)
          .flatMap(VolumeSizes::least)
          .filter(has -> has.compareTo(wanted) > 0)
          .ifPresent(
              has -> {
                throw new RefusedException(
                    "shrink volume " + name + " to " + wanted,
                    "it has " + has + ", and volumes only grow",
                    "Leave storage at " + has + " or more");
              });
    }
  }

  /** A volume may be larger than its claim asked for, and one that fails to grow may give up. */
  private static Optional<Quantity> least(JsonNode claim) {
    return Stream.of("/spec/resources/requests/storage", "/status/capacity/storage")
        .map(claim::at)
        .filter(JsonNode::isTextual)
        .map(size -> Quantity.parse(size.textValue()))
        .min(Comparator.naturalOrder());
  }
}
