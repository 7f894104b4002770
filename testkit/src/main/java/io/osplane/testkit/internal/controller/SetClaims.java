package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.Tree;
import org.jspecify.annotations.Nullable;

/** The volume claims of a StatefulSet: made for its pods, kept or not by its retention policy. */
record SetClaims(Control control) {
  private static final String KIND = "PersistentVolumeClaim";

  /** Makes the claims of a pod that is about to be created, and mounts them. */
  void create(ObjectNode set, String pod, ObjectNode into) {
    for (JsonNode template : Tree.items(set, "spec.volumeClaimTemplates")) {
      String name = Meta.name(template) + "-" + pod;
      ObjectNode claim = template.deepCopy();
      Tree.set(claim, "metadata.name", name);
      Tree.map(set, "spec.selector.matchLabels")
          .forEach((k, v) -> Tree.child(claim, "metadata.labels").put(k, v));
      claim.remove("status");
      control.create(KIND, Meta.namespace(set), claim);
      ObjectNode volume = Tree.child(into, "spec").withArray("volumes").addObject();
      volume.put("name", Meta.name(template));
      volume.putObject("persistentVolumeClaim").put("claimName", name);
    }
  }

  /** Makes the claims of a pod go with the set, or not. */
  void retain(ObjectNode set, ObjectNode pod) {
    own(set, pod, policy(set, "whenDeleted") ? set : null);
  }

  /** Makes the claims of a pod that the set does not want any more go with it, or not. */
  void endWith(ObjectNode set, ObjectNode pod) {
    if (policy(set, "whenScaled")) {
      own(set, pod, pod);
    }
  }

  private static boolean policy(ObjectNode set, String when) {
    return Tree.text(set, "spec.persistentVolumeClaimRetentionPolicy." + when).equals("Delete");
  }

  private void own(ObjectNode set, ObjectNode pod, @Nullable ObjectNode owner) {
    ArrayNode owners = Tree.array();
    if (owner != null) {
      owners.add(Meta.controllerReference(owner));
    }
    for (JsonNode template : Tree.items(set, "spec.volumeClaimTemplates")) {
      String name = Meta.name(template) + "-" + Meta.name(pod);
      ObjectNode claim = control.get(KIND, Meta.namespace(set), name);
      if (claim != null
          && !Meta.owners(claim).equals(Tree.items(Tree.object().set("o", owners), "o"))) {
        control.change(KIND, claim, c -> Tree.set(c, "metadata.ownerReferences", owners));
      }
    }
  }
}
