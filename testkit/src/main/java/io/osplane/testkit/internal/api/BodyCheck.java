package io.osplane.testkit.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Kind;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.ObjectKey;
import io.osplane.testkit.internal.model.Tree;

/** Whether a body belongs to its URL and to the state that its sender knows. */
final class BodyCheck {
  private BodyCheck() {}

  /** Also fills in the namespace, and kind and version, that the URL says. */
  static void matches(Kind kind, String namespace, String name, ObjectNode body) {
    String apiVersion = Tree.text(body, "apiVersion");
    String bodyKind = Tree.text(body, "kind");
    boolean named = apiVersion.isEmpty() || apiVersion.equals(kind.apiVersion());
    if (!named || (!bodyKind.isEmpty() && !bodyKind.equals(kind.name()))) {
      String message =
          "%s in version \"%s\" cannot be handled as a %s: no kind \"%s\" is registered for version"
              + " \"%s\"";
      throw ApiError.badRequest(
          message.formatted(bodyKind, apiVersion, kind.name(), bodyKind, apiVersion));
    }
    body.put("apiVersion", kind.apiVersion()).put("kind", kind.name());
    ObjectNode metadata = Tree.child(body, "metadata");
    if (!name.isEmpty() && !Meta.name(body).equals(name)) {
      if (!Meta.name(body).isEmpty()) {
        throw ApiError.badRequest(
            "the name of the object (%s) does not match the name on the URL (%s)"
                .formatted(Meta.name(body), name));
      }
      metadata.put("name", name);
    }
    if (kind.namespaced()) {
      if (!Meta.namespace(body).isEmpty() && !Meta.namespace(body).equals(namespace)) {
        throw ApiError.badRequest(
            "the namespace of the provided object does not match the namespace sent on the"
                + " request");
      }
      metadata.put("namespace", namespace);
    } else {
      metadata.remove("namespace");
    }
  }

  static void applied(ObjectNode config) {
    if (config.path("apiVersion").asText().isEmpty() || config.path("kind").asText().isEmpty()) {
      throw ApiError.badRequest("apiVersion and kind must be set in an applied configuration");
    }
    if (!Tree.at(config, "metadata.managedFields").isEmpty()) {
      throw ApiError.badRequest("metadata.managedFields must be nil");
    }
  }

  static void preconditions(ObjectKey key, JsonNode live, ObjectNode body) {
    String revision = Meta.revision(body);
    if (!revision.isEmpty() && !revision.equals(Meta.revision(live))) {
      throw ApiError.conflict(
          key,
          "the object has been modified; please apply your changes to the latest version and try"
              + " again");
    }
    String uid = Meta.uid(body);
    if (!uid.isEmpty() && !uid.equals(Meta.uid(live))) {
      String place = key.namespace().isEmpty() ? "" : key.namespace() + "/";
      throw ApiError.conflict(
          key,
          ("StorageError: invalid object, Code: 4, Key: /registry/%s/%s%s, ResourceVersion: 0,"
                  + " AdditionalErrorMsg: Precondition failed: UID in precondition: %s, UID in"
                  + " object meta: %s")
              .formatted(key.kind().plural(), place, key.name(), uid, Meta.uid(live)));
    }
  }

  static void preconditions(ObjectKey key, JsonNode live, Deletion deletion) {
    String uid = deletion.uid();
    if (!uid.isEmpty() && !uid.equals(Meta.uid(live))) {
      String why =
          "the UID in the precondition (%s) does not match the UID in record (%s). The object might"
              + " have been deleted and then recreated";
      throw ApiError.conflictOfKind(key, why.formatted(uid, Meta.uid(live)));
    }
    String revision = deletion.revision();
    if (!revision.isEmpty() && !revision.equals(Meta.revision(live))) {
      String why =
          "the ResourceVersion in the precondition (%s) does not match the ResourceVersion in"
              + " record (%s). The object might have been modified";
      throw ApiError.conflictOfKind(key, why.formatted(revision, Meta.revision(live)));
    }
  }
}
