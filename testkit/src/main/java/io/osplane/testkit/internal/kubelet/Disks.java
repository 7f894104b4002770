package io.osplane.testkit.internal.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.testkit.Volume;
import io.osplane.testkit.internal.controller.Control;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.Tree;
import java.util.HashMap;
import java.util.Map;

/**
 * The contents of volumes: of claims by the claim's uid, of directories of the host by node, of
 * others by pod.
 */
final class Disks {
  private static final String IN_MEMORY = "run";

  private final Map<String, Volume> volumes = new HashMap<>();
  private final Map<String, Volume> hosts = new HashMap<>();
  private final Control control;

  Disks(Control control) {
    this.control = control;
  }

  /** The volume that a pod mounts under a name. */
  Volume of(JsonNode pod, String name) {
    return Tree.items(pod, "spec.volumes").stream()
        .filter(v -> v.path("name").asText().equals(name))
        .findFirst()
        .map(v -> of(pod, name, v))
        .orElseGet(() -> disk(Meta.uid(pod) + "/" + name));
  }

  private Volume of(JsonNode pod, String name, JsonNode volume) {
    String claimName = Tree.text(volume, "persistentVolumeClaim.claimName");
    String path = Tree.text(volume, "hostPath.path");
    if (!claimName.isEmpty()) {
      JsonNode claim = control.get("PersistentVolumeClaim", Meta.namespace(pod), claimName);
      return disk(claim == null ? claimName : Meta.uid(claim));
    }
    return path.isEmpty()
        ? disk(Meta.uid(pod) + "/" + name)
        : directory(Tree.text(pod, "spec.nodeName"), path);
  }

  /** Directories of one host share their files where one is in the other. */
  private Volume directory(String node, String path) {
    Volume host = hosts.computeIfAbsent(node, n -> new Volume());
    String real = path.replaceFirst("^/var/run(?=/|$)", "/run").replaceAll("^/+|/+$", "");
    return real.isEmpty() ? host : host.directory(real);
  }

  private Volume disk(String id) {
    return volumes.computeIfAbsent(id, i -> new Volume());
  }

  /** Destroys what belonged to a pod or claim. */
  void destroy(String uid) {
    volumes.keySet().removeIf(id -> id.equals(uid) || id.startsWith(uid + "/"));
  }

  /** A host lost its power, and what it had in memory. */
  void powerOff(String node) {
    directory(node, IN_MEMORY).clear();
  }
}
