package io.osplane.testkit.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Kind;
import io.osplane.testkit.internal.model.Tree;

/** How often the template of a DaemonSet has changed, which the server notes as an annotation. */
final class TemplateGeneration {
  private static final String ANNOTATION = "deprecated.daemonset.template.generation";

  private TemplateGeneration() {}

  static void begin(Kind kind, ObjectNode object) {
    if (counts(kind)) {
      set(object, 1);
    }
  }

  /** Undoes what a writer did to the note. */
  static void keep(Kind kind, JsonNode live, ObjectNode object) {
    if (counts(kind)) {
      set(object, of(live));
    }
  }

  static void count(Kind kind, JsonNode live, ObjectNode object) {
    boolean changed = !Tree.at(live, "spec.template").equals(Tree.at(object, "spec.template"));
    if (counts(kind) && changed) {
      set(object, of(live) + 1);
    }
  }

  private static boolean counts(Kind kind) {
    return kind.name().equals("DaemonSet");
  }

  private static int of(JsonNode live) {
    return Integer.parseInt(Tree.map(live, "metadata.annotations").getOrDefault(ANNOTATION, "1"));
  }

  private static void set(ObjectNode object, int number) {
    Tree.child(object, "metadata.annotations").put(ANNOTATION, Integer.toString(number));
  }
}
