package io.osplane.testkit.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.api.ApiError.Cause;
import io.osplane.testkit.internal.model.Kind;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Fields that cannot change once an object exists. */
final class Immutability {
  private static final String WHEN_SET = "Forbidden: field is immutable when `immutable` is set";
  private static final List<String> STATEFUL_SET_MUTABLE =
      List.of(
          "replicas",
          "ordinals",
          "template",
          "updateStrategy",
          "revisionHistoryLimit",
          "persistentVolumeClaimRetentionPolicy",
          "minReadySeconds");
  private static final List<String> POD_MUTABLE =
      List.of(
          "containers",
          "initContainers",
          "ephemeralContainers",
          "activeDeadlineSeconds",
          "terminationGracePeriodSeconds",
          "tolerations",
          "nodeName",
          "schedulingGates");

  private Immutability() {}

  static void check(Kind kind, JsonNode before, JsonNode after) {
    List<Cause> causes = new ArrayList<>();
    finalizers(before, after, causes);
    switch (kind.name()) {
      case "Job" -> {
        for (String field : List.of("completionMode", "selector", "template")) {
          fixed(before, after, "spec." + field, causes);
        }
      }
      case "Deployment", "ReplicaSet", "DaemonSet" -> fixed(before, after, "spec.selector", causes);
      case "RoleBinding", "ClusterRoleBinding" -> fixed(before, after, "roleRef", causes);
      case "Secret" -> {
        fixed(before, after, "type", causes);
        data(before, after, causes);
      }
      case "ConfigMap" -> data(before, after, causes);
      case "Service" -> clusterIp(before, after, causes);
      case "StatefulSet" ->
          only(
              before,
              after,
              STATEFUL_SET_MUTABLE,
              "updates to statefulset spec for fields other than 'replicas', 'ordinals',"
                  + " 'template', 'updateStrategy', 'revisionHistoryLimit',"
                  + " 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
              causes);
      case "Pod" -> only(before, after, POD_MUTABLE, podMessage(), causes);
      case "PersistentVolumeClaim" -> claim(before, after, causes);
      default -> {}
    }
    if (!causes.isEmpty()) {
      throw ApiError.invalid(kind, Meta.name(after), causes);
    }
  }

  private static void finalizers(JsonNode before, JsonNode after, List<Cause> causes) {
    List<JsonNode> added = Tree.items(after, "metadata.finalizers");
    added.removeAll(Tree.items(before, "metadata.finalizers"));
    if (Meta.deleting(before) && !added.isEmpty()) {
      String message =
          "Forbidden: no new finalizers can be added if the object is being deleted, found new"
              + " finalizers []string{%s}";
      String names = added.stream().map(JsonNode::toString).collect(Collectors.joining(", "));
      causes.add(new Cause("FieldValueForbidden", message.formatted(names), "metadata.finalizers"));
    }
  }

  private static String podMessage() {
    return "pod updates may not change fields other than `spec.containers[*].image`,"
        + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only"
        + " additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to"
        + " be set to 1 if it was previously negative)";
  }

  private static void fixed(JsonNode before, JsonNode after, String path, List<Cause> causes) {
    JsonNode value = Tree.at(after, path);
    if (!Tree.at(before, path).equals(value)) {
      String message = "Invalid value: " + value + ": field is immutable";
      causes.add(new Cause("FieldValueInvalid", message, path));
    }
  }

  private static void only(
      JsonNode before, JsonNode after, List<String> mutable, String text, List<Cause> causes) {
    if (!without(before, mutable).equals(without(after, mutable))) {
      causes.add(new Cause("FieldValueForbidden", "Forbidden: " + text, "spec"));
    }
  }

  private static ObjectNode without(JsonNode object, List<String> fields) {
    ObjectNode spec =
        Tree.at(object, "spec") instanceof ObjectNode s ? s.deepCopy() : Tree.object();
    return spec.remove(fields);
  }

  private static void data(JsonNode before, JsonNode after, List<Cause> causes) {
    if (!Tree.flag(before, "immutable")) {
      return;
    }
    if (!Tree.flag(after, "immutable")) {
      causes.add(new Cause("FieldValueForbidden", WHEN_SET, "immutable"));
    }
    for (String field : List.of("data", "binaryData")) {
      if (!before.path(field).equals(after.path(field))) {
        causes.add(new Cause("FieldValueForbidden", WHEN_SET, field));
      }
    }
  }

  private static void clusterIp(JsonNode before, JsonNode after, List<Cause> causes) {
    JsonNode now = Tree.at(after, "spec.clusterIP");
    JsonNode was = Tree.at(before, "spec.clusterIP");
    if (!was.isMissingNode() && !was.equals(now)) {
      String message = "Invalid value: [" + now + "]: may not change once set";
      causes.add(new Cause("FieldValueInvalid", message, "spec.clusterIPs[0]"));
    }
  }

  private static void claim(JsonNode before, JsonNode after, List<Cause> causes) {
    ObjectNode was = without(before, List.of("resources", "volumeAttributesClassName"));
    ObjectNode now = without(after, List.of("resources", "volumeAttributesClassName"));
    // Binding sets these two once.
    for (String field : List.of("volumeName", "storageClassName")) {
      if (!was.has(field)) {
        now.remove(field);
      }
    }
    if (!was.equals(now)) {
      String message =
          "Forbidden: spec is immutable after creation except resources.requests and"
              + " volumeAttributesClassName for bound claims";
      causes.add(new Cause("FieldValueForbidden", message, "spec"));
    }
  }
}
