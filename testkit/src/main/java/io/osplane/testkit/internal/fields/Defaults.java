package io.osplane.testkit.internal.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.internal.kube.FieldSchema;
import io.osplane.internal.kube.FieldType;
import io.osplane.testkit.internal.model.Kind;
import io.osplane.testkit.internal.model.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Fills in defaults: those of the schema, and by the rules of {@code defaults.json} what it does
 * not state.
 *
 * <p>A rule is a tree: {@code name} is set or made if absent, {@code name?} is entered only if
 * present, {@code name[]} is entered for each item of a list, {@code @} includes another rule.
 */
final class Defaults {
  private final JsonNode rules;
  private final StatedDefaults stated;

  private Defaults(JsonNode rules, StatedDefaults stated) {
    this.rules = rules;
    this.stated = stated;
  }

  static Defaults load(FieldSchema schema) {
    try (var in = Defaults.class.getResourceAsStream("/io/osplane/testkit/defaults.json")) {
      return new Defaults(Tree.JSON.readTree(in), new StatedDefaults(schema));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the defaults", e);
    }
  }

  void set(Kind kind, FieldType type, ObjectNode object) {
    fill(object, rules.path(kind.name()));
    stated.fill(type, object);
    switch (kind.name()) {
      case "Pod" -> pod(Tree.at(object, "spec"));
      case "Job" -> completions((ObjectNode) object.path("spec"));
      case "CronJob" -> pullPolicies(Tree.at(object, "spec.jobTemplate.spec.template.spec"));
      case "Service" -> service((ObjectNode) object.path("spec"));
      case "Deployment" -> rolling((ObjectNode) object.path("spec"));
      case "StatefulSet" -> partition((ObjectNode) object.path("spec"));
      case "DaemonSet" -> unavailable((ObjectNode) object.path("spec"));
      default -> {}
    }
    pullPolicies(Tree.at(object, "spec.template.spec"));
  }

  private void fill(ObjectNode object, JsonNode rule) {
    for (Map.Entry<String, JsonNode> e : rule.properties()) {
      String name = e.getKey();
      if (name.equals("@")) {
        fill(object, rules.path(e.getValue().asText()));
      } else if (name.endsWith("?")) {
        enter(object.path(name.substring(0, name.length() - 1)), e.getValue());
      } else if (name.endsWith("[]")) {
        object.path(name.substring(0, name.length() - 2)).forEach(i -> enter(i, e.getValue()));
      } else {
        fillField(object, name, e.getValue());
      }
    }
  }

  private void fillField(ObjectNode object, String name, JsonNode rule) {
    if (!object.hasNonNull(name)) {
      object.set(name, rule.isObject() ? Tree.object() : rule);
    }
    if (rule.isObject()) {
      enter(object.path(name), rule);
    }
  }

  private void enter(JsonNode value, JsonNode rule) {
    if (value instanceof ObjectNode object) {
      fill(object, rule);
    }
  }

  private static void pod(JsonNode spec) {
    pullPolicies(spec);
    if (Tree.flag(spec, "hostNetwork")) {
      for (JsonNode container : spec.path("containers")) {
        for (JsonNode port : container.path("ports")) {
          ObjectNode own = (ObjectNode) port;
          own.set("hostPort", port.path(port.has("hostPort") ? "hostPort" : "containerPort"));
        }
      }
    }
  }

  private static void pullPolicies(JsonNode podSpec) {
    for (String list : List.of("containers", "initContainers")) {
      for (JsonNode container : podSpec.path(list)) {
        String image = container.path("image").asText();
        String tag = image.substring(image.lastIndexOf('/') + 1);
        boolean latest = (!tag.contains(":") && !tag.contains("@")) || tag.endsWith(":latest");
        absent(container, "imagePullPolicy", latest ? "Always" : "IfNotPresent");
      }
    }
  }

  private static void completions(ObjectNode spec) {
    if (!spec.has("completions") && spec.path("parallelism").asInt() == 1) {
      spec.put("completions", 1);
    }
  }

  private static void service(ObjectNode spec) {
    for (JsonNode port : spec.path("ports")) {
      if (!port.has("targetPort")) {
        ((ObjectNode) port).set("targetPort", port.path("port"));
      }
    }
  }

  private static void rolling(ObjectNode spec) {
    if (Tree.text(spec, "strategy.type").equals("RollingUpdate")) {
      ObjectNode rolling = Tree.child(spec, "strategy.rollingUpdate");
      absent(rolling, "maxUnavailable", "25%");
      absent(rolling, "maxSurge", "25%");
    }
  }

  private static void partition(ObjectNode spec) {
    if (Tree.text(spec, "updateStrategy.type").equals("RollingUpdate")) {
      ObjectNode rolling = Tree.child(spec, "updateStrategy.rollingUpdate");
      number(rolling, "partition", 0);
    }
  }

  private static void unavailable(ObjectNode spec) {
    if (Tree.text(spec, "updateStrategy.type").equals("RollingUpdate")) {
      ObjectNode rolling = Tree.child(spec, "updateStrategy.rollingUpdate");
      number(rolling, "maxUnavailable", 1);
      number(rolling, "maxSurge", 0);
    }
  }

  private static void number(ObjectNode object, String name, int value) {
    if (!object.hasNonNull(name)) {
      object.put(name, value);
    }
  }

  private static void absent(JsonNode object, String name, String value) {
    if (!object.hasNonNull(name)) {
      ((ObjectNode) object).put(name, value);
    }
  }
}
