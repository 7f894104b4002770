package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.api.Deletion;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.ObjectKey;
import io.osplane.testkit.internal.model.Tree;
import io.osplane.testkit.internal.store.Change;

/** Makes volumes for claims, protects claims in use, and removes what a claim leaves behind. */
public final class VolumeBinder implements Controller {
  private static final String KIND = "PersistentVolumeClaim";
  private static final String PROTECTION = "kubernetes.io/pvc-protection";

  private final Control control;

  public VolumeBinder(Control control) {
    this.control = control;
  }

  @Override
  public void changed(Change change) {
    switch (change.kind().name()) {
      case KIND -> control.enqueue(this, ObjectKey.of(change.kind(), change.object()));
      case "StorageClass" ->
          control.list(KIND, "").forEach(c -> control.enqueue(this, control.key(KIND, c)));
      case "Pod" -> {
        for (JsonNode volume : Tree.items(change.object(), "spec.volumes")) {
          String name = Tree.text(volume, "persistentVolumeClaim.claimName");
          if (!name.isEmpty()) {
            String namespace = Meta.namespace(change.object());
            control.enqueue(this, new ObjectKey(control.kind(KIND), namespace, name));
          }
        }
      }
      default -> {}
    }
  }

  @Override
  public void reconcile(ObjectKey key) {
    ObjectNode claim = control.get(key);
    if (claim == null) {
      release(key);
    } else if (Meta.deleting(claim)) {
      unprotect(claim);
    } else if (Tree.text(claim, "spec.volumeName").isEmpty()) {
      provision(claim);
    }
  }

  private void provision(ObjectNode claim) {
    String className = Tree.text(claim, "spec.storageClassName");
    ObjectNode storageClass = control.get("StorageClass", "", className);
    if (storageClass == null) {
      String message =
          className.isEmpty()
              ? "no persistent volumes available for this claim and no storage class is set"
              : "storageclass.storage.k8s.io \"" + className + "\" not found";
      String reason = className.isEmpty() ? "FailedBinding" : "ProvisioningFailed";
      control.event(claim, className.isEmpty() ? "Normal" : "Warning", reason, message);
      return;
    }
    String name = "pvc-" + Meta.uid(claim);
    control.create("PersistentVolume", "", volume(name, claim, storageClass));
    control.status(
        "PersistentVolume",
        Tree.parse("{\"metadata\":{\"name\":\"" + name + "\"}}"),
        v -> Tree.set(v, "status.phase", "Bound"));
    control.change(KIND, claim, c -> Tree.set(c, "spec.volumeName", name));
    control.status(
        KIND,
        claim,
        c -> {
          ObjectNode status = Tree.child(c, "status");
          status.put("phase", "Bound");
          status.set("accessModes", Tree.at(c, "spec.accessModes").deepCopy());
          JsonNode size = Tree.at(c, "spec.resources.requests.storage");
          status.putObject("capacity").put("storage", size.asText("1Gi"));
        });
  }

  private static ObjectNode volume(String name, ObjectNode claim, ObjectNode storageClass) {
    ObjectNode volume = Tree.object();
    Tree.set(volume, "metadata.name", name);
    ObjectNode spec = volume.putObject("spec");
    spec.putObject("capacity")
        .put("storage", Tree.at(claim, "spec.resources.requests.storage").asText("1Gi"));
    spec.set("accessModes", Tree.at(claim, "spec.accessModes").deepCopy());
    spec.put("storageClassName", Meta.name(storageClass));
    spec.put("persistentVolumeReclaimPolicy", Tree.text(storageClass, "reclaimPolicy"));
    spec.putObject("hostPath").put("path", "/var/lib/volumes/" + name);
    spec.putObject("claimRef")
        .put("apiVersion", "v1")
        .put("kind", KIND)
        .put("namespace", Meta.namespace(claim))
        .put("name", Meta.name(claim))
        .put("uid", Meta.uid(claim));
    return volume;
  }

  private void unprotect(ObjectNode claim) {
    boolean used =
        control.list("Pod", Meta.namespace(claim)).stream()
            .flatMap(p -> Tree.items(p, "spec.volumes").stream())
            .anyMatch(
                v -> Tree.text(v, "persistentVolumeClaim.claimName").equals(Meta.name(claim)));
    if (!used) {
      control.change(
          KIND,
          claim,
          c -> {
            ArrayNode kept = Tree.array();
            Tree.items(c, "metadata.finalizers").stream()
                .filter(f -> !f.asText().equals(PROTECTION))
                .forEach(kept::add);
            Tree.set(c, "metadata.finalizers", kept);
          });
    }
  }

  private void release(ObjectKey claim) {
    for (ObjectNode volume : control.list("PersistentVolume", "")) {
      JsonNode reference = Tree.at(volume, "spec.claimRef");
      boolean mine =
          reference.path("name").asText().equals(claim.name())
              && reference.path("namespace").asText().equals(claim.namespace());
      if (mine && Tree.text(volume, "spec.persistentVolumeReclaimPolicy").equals("Delete")) {
        control.delete("PersistentVolume", volume, Deletion.BACKGROUND);
      } else if (mine) {
        control.status("PersistentVolume", volume, v -> Tree.set(v, "status.phase", "Released"));
      }
    }
  }
}
