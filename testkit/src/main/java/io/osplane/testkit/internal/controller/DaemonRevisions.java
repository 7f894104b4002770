package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.api.Deletion;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.Tree;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The templates that a DaemonSet has had, kept as ControllerRevisions. */
record DaemonRevisions(Control control) {
  private static final String KIND = "ControllerRevision";

  /** Makes sure that the template of now is kept, as the latest; returns its hash. */
  String current(ObjectNode set) {
    String hash = hash(set);
    int number = 1 + old(set).stream().mapToInt(DaemonRevisions::number).max().orElse(0);
    ObjectNode known = control.get(KIND, Meta.namespace(set), Meta.name(set) + "-" + hash);
    if (known == null) {
      create(set, hash, number);
    } else if (number(known) < number) {
      control.change(KIND, known, r -> r.put("revision", number));
    }
    return hash;
  }

  private static String hash(ObjectNode set) {
    return PodTemplates.hash(Tree.at(set, "spec.template"));
  }

  private List<ObjectNode> old(ObjectNode set) {
    String current = hash(set);
    return control.owned(KIND, set).stream().filter(r -> !hashOf(r).equals(current)).toList();
  }

  private static String hashOf(JsonNode object) {
    return Meta.labels(object).getOrDefault(DaemonPods.REVISION, "");
  }

  private static int number(JsonNode revision) {
    return Tree.integer(revision, "revision", 0);
  }

  private void create(ObjectNode set, String hash, int number) {
    ObjectNode revision = Tree.object();
    ObjectNode metadata = revision.putObject("metadata");
    metadata.put("name", Meta.name(set) + "-" + hash);
    metadata.set("annotations", Tree.at(set, "metadata.annotations").deepCopy());
    metadata.putArray("ownerReferences").add(Meta.controllerReference(set));
    ObjectNode labels = metadata.putObject("labels");
    Tree.map(set, "spec.template.metadata.labels").forEach(labels::put);
    labels.put(DaemonPods.REVISION, hash);
    ObjectNode template = Tree.at(set, "spec.template").deepCopy();
    Tree.set(revision, "data.spec.template", template.put("$patch", "replace"));
    revision.put("revision", number);
    control.create(KIND, Meta.namespace(set), revision);
  }

  /** Deletes the oldest that are too many and that no pod was made from. */
  void forget(ObjectNode set) {
    Set<String> live =
        control.owned("Pod", set).stream()
            .map(DaemonRevisions::hashOf)
            .collect(Collectors.toUnmodifiableSet());
    List<ObjectNode> old = old(set);
    old.stream()
        .filter(r -> !live.contains(hashOf(r)))
        .sorted(Comparator.comparing(DaemonRevisions::number))
        .limit(Math.max(0, old.size() - Tree.integer(set, "spec.revisionHistoryLimit", 10)))
        .forEach(r -> control.delete(KIND, r, Deletion.BACKGROUND));
  }
}
