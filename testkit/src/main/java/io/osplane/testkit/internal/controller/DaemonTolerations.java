package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Tree;
import java.util.List;

/** What every pod of a DaemonSet tolerates: that its node is in trouble, or cordoned. */
final class DaemonTolerations {
  private static final List<String> LOST = List.of("not-ready", "unreachable");
  private static final List<String> SHORT =
      List.of("disk-pressure", "memory-pressure", "pid-pressure", "unschedulable");

  private DaemonTolerations() {}

  static void addTo(ObjectNode podSpec) {
    ArrayNode all = podSpec.withArray("tolerations");
    LOST.forEach(key -> put(all, key, "NoExecute"));
    SHORT.forEach(key -> put(all, key, "NoSchedule"));
    if (Tree.flag(podSpec, "hostNetwork")) {
      put(all, "network-unavailable", "NoSchedule");
    }
  }

  /** In the place of one that differs in how long it holds only, else at the end. */
  private static void put(ArrayNode all, String key, String effect) {
    ObjectNode toleration =
        Tree.object()
            .put("key", "node.kubernetes.io/" + key)
            .put("operator", "Exists")
            .put("effect", effect);
    for (int i = 0; i < all.size(); i++) {
      if (lasting(all.get(i)).equals(toleration)) {
        all.set(i, toleration);
        return;
      }
    }
    all.add(toleration);
  }

  private static JsonNode lasting(JsonNode toleration) {
    return toleration.<ObjectNode>deepCopy().without("tolerationSeconds");
  }
}
