package io.osplane.testkit.internal.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.testkit.Volume;
import io.osplane.testkit.internal.controller.Control;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.Tree;
import java.util.HashMap;
import java.util.Map;

/** The contents of volumes: of claims by the claim's uid, of others by pod. */
final class Disks {
  private final Map<String, Volume> volumes = new HashMap<>();
  private final Control control;

  Disks(Control control) {
    this.control = control;
  }

  /** The volume that a pod mounts under a name. */
  Volume of(JsonNode pod, String name) {
    for (JsonNode volume : Tree.items(pod, "spec.volumes")) {
      String claimName = Tree.text(volume, "persistentVolumeClaim.claimName");
      if (volume.path("name").asText().equals(name) && !claimName.isEmpty()) {
        JsonNode claim = control.get("PersistentVolumeClaim", Meta.namespace(pod), claimName);
        return disk(claim == null ? claimName : Meta.uid(claim));
      }
    }
    return disk(Meta.uid(pod) + "/" + name);
  }

  private Volume disk(String id) {
    return volumes.computeIfAbsent(id, i -> new Volume());
  }

  /** Destroys what belonged to a pod or claim. */
  void destroy(String uid) {
    volumes.keySet().removeIf(id -> id.equals(uid) || id.startsWith(uid + "/"));
  }
}
