package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.Tree;
import java.util.Map;

/** Makes pods from the templates of workloads. */
final class PodTemplates {
  private PodTemplates() {}

  static ObjectNode pod(JsonNode template, JsonNode owner) {
    ObjectNode pod = Tree.object();
    ObjectNode metadata = pod.putObject("metadata");
    for (String field : new String[] {"labels", "annotations"}) {
      if (template.path("metadata").has(field)) {
        metadata.set(field, template.path("metadata").path(field).deepCopy());
      }
    }
    metadata.put("namespace", Meta.namespace(owner));
    metadata.putArray("ownerReferences").add(Meta.controllerReference(owner));
    pod.set("spec", template.path("spec").deepCopy());
    return pod;
  }

  /** A short name for a template that changes with it. */
  static String hash(JsonNode template) {
    int hash = canonical(template).toString().hashCode();
    return Integer.toHexString(hash & 0x7fffffff);
  }

  private static JsonNode canonical(JsonNode node) {
    if (node.isObject()) {
      ObjectNode sorted = Tree.object();
      node.properties().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(e -> sorted.set(e.getKey(), canonical(e.getValue())));
      return sorted;
    }
    if (node.isArray()) {
      var list = Tree.array();
      node.forEach(i -> list.add(canonical(i)));
      return list;
    }
    return node;
  }
}
