package io.osplane.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.Replicas;
import io.osplane.internal.kube.Cluster;
import io.osplane.internal.kube.OwnedFields;
import io.osplane.spi.Manifests;
import java.util.Optional;

/** The replica count of objects that were rendered for a range: ours until somebody scales them. */
final class Scaling {
  private static final String FIELD = "replicas";

  private Scaling() {}

  /** The object with the count that fits to what is there; without one if it is another's. */
  static ObjectNode settled(ObjectNode wanted, JsonNode live) {
    Optional<Replicas> range = range(wanted);
    if (range.isEmpty()) {
      return wanted;
    }
    ObjectNode settled = wanted.deepCopy();
    if (OwnedFields.of(live).isHeldByOthers(Cluster.MANAGER, "spec", FIELD)) {
      settled.withObject("/spec").remove(FIELD);
    } else {
      int now = live.path("spec").path(FIELD).asInt(1);
      settled.withObject("/spec").put(FIELD, range.get().nearest(now));
    }
    return settled;
  }

  private static Optional<Replicas> range(JsonNode object) {
    String text = object.path("metadata").path("annotations").path(Manifests.REPLICAS).asText();
    int dash = text.indexOf('-');
    return dash < 0
        ? Optional.empty()
        : Optional.of(
            Replicas.between(
                Integer.parseInt(text.substring(0, dash)),
                Integer.parseInt(text.substring(dash + 1))));
  }
}
