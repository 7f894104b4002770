package io.osplane.testkit.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.testkit.internal.api.ApiError.Cause;
import io.osplane.testkit.internal.model.Kind;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.Tree;
import io.osplane.testkit.internal.store.Selector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Refuses objects that a server would refuse; checks what people get wrong, not whole schemas. */
final class Validation {
  private static final Set<String> WORKLOADS =
      Set.of("Deployment", "StatefulSet", "ReplicaSet", "DaemonSet");

  private Validation() {}

  static void check(Kind kind, JsonNode object) {
    JsonNode replicas = Tree.at(object, "spec.replicas");
    if (!replicas.isMissingNode() && !replicas.isIntegralNumber()) {
      throw ApiError.badRequest(
          ("%s in version \"%s\" cannot be handled as a %s: json: cannot unmarshal %s into Go"
                  + " struct field %sSpec.spec.replicas of type int32")
              .formatted(
                  kind.name(),
                  kind.version(),
                  kind.name(),
                  replicas.getNodeType().name().toLowerCase(Locale.ROOT),
                  kind.name()));
    }
    List<Cause> causes = new ArrayList<>();
    Names.check(kind, Meta.name(object), causes);
    if (WORKLOADS.contains(kind.name())) {
      selector(kind, object, causes);
    }
    podSpec("spec.template.spec", object, causes);
    if (WORKLOADS.contains(kind.name())) {
      restartPolicy(object, causes);
    }
    if (kind.name().equals("Pod")) {
      podSpec("spec", object, causes);
    }
    if (kind.name().equals("Job")
        && Tree.text(object, "spec.template.spec.restartPolicy").equals("Always")) {
      String message = "Required value: valid values: \"OnFailure\", \"Never\"";
      causes.add(new Cause("FieldValueRequired", message, "spec.template.spec.restartPolicy"));
    }
    if (!causes.isEmpty()) {
      throw ApiError.invalid(kind, Meta.name(object), causes);
    }
  }

  private static void selector(Kind kind, JsonNode object, List<Cause> causes) {
    JsonNode selector = Tree.at(object, "spec.selector");
    boolean ofDaemons = kind.name().equals("DaemonSet");
    if (selector.isEmpty() && !ofDaemons) {
      causes.add(new Cause("FieldValueRequired", "Required value", "spec.selector"));
      return;
    }
    if (selector.isObject() && selector.isEmpty()) {
      String message = "Invalid value: {}: empty selector is invalid for daemonset";
      causes.add(new Cause("FieldValueInvalid", message, "spec.selector"));
      return;
    }
    JsonNode labels = Tree.at(object, "spec.template.metadata.labels");
    if (selector.isMissingNode()
        || !Selector.structured(selector).test(Tree.map(object, "spec.template.metadata.labels"))) {
      String message =
          "Invalid value: %s: `selector` does not match template `labels`".formatted(labels);
      causes.add(new Cause("FieldValueInvalid", message, "spec.template.metadata.labels"));
    }
  }

  private static void restartPolicy(JsonNode object, List<Cause> causes) {
    String path = "spec.template.spec.restartPolicy";
    String policy = Tree.text(object, path);
    if (!policy.isEmpty() && !policy.equals("Always")) {
      String message = "Unsupported value: \"" + policy + "\": supported values: \"Always\"";
      causes.add(new Cause("FieldValueNotSupported", message, path));
    }
  }

  private static void podSpec(String path, JsonNode object, List<Cause> causes) {
    JsonNode spec = Tree.at(object, path);
    if (spec.isMissingNode()) {
      return;
    }
    if (spec.path("containers").isEmpty()) {
      causes.add(new Cause("FieldValueRequired", "Required value", path + ".containers"));
    }
    Set<String> volumes = new HashSet<>();
    spec.path("volumes").forEach(v -> volumes.add(v.path("name").asText()));
    Tree.items(object, "spec.volumeClaimTemplates").forEach(c -> volumes.add(Meta.name(c)));
    Set<String> names = new HashSet<>();
    for (String list : List.of("initContainers", "containers")) {
      int index = 0;
      for (JsonNode container : spec.path(list)) {
        container(path + "." + list + "[" + index++ + "]", container, volumes, names, causes);
      }
    }
  }

  private static void container(
      String path, JsonNode container, Set<String> volumes, Set<String> names, List<Cause> causes) {
    String name = container.path("name").asText();
    if (!names.add(name)) {
      String message = "Duplicate value: \"" + name + "\"";
      causes.add(new Cause("FieldValueDuplicate", message, path + ".name"));
    }
    if (container.path("image").asText().isEmpty()) {
      causes.add(new Cause("FieldValueRequired", "Required value", path + ".image"));
    }
    int index = 0;
    for (JsonNode mount : container.path("volumeMounts")) {
      String volume = mount.path("name").asText();
      if (!volumes.contains(volume)) {
        String field = path + ".volumeMounts[" + index + "].name";
        causes.add(new Cause("FieldValueNotFound", "Not found: \"" + volume + "\"", field));
      }
      index++;
    }
    PrivilegeRules.check(path, container, causes);
  }
}
