package io.osplane.testkit.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.fields.FieldTypes;
import io.osplane.testkit.internal.model.Kind;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.ObjectKey;
import io.osplane.testkit.internal.model.Tree;
import io.osplane.testkit.internal.store.Store;

/** Does what a request for a stored resource asks. To be used under the cluster's lock. */
final class ResourceHandler {
  private final Registry registry;
  private final Lists lists;
  private final Store store;
  private final Subresources subresources;
  private final Bodies bodies = new Bodies();
  private final UnknownFields unknown = new UnknownFields(new FieldTypes());

  /** An answer. */
  record Result(int code, ObjectNode body) {}

  ResourceHandler(Registry registry, Store store, Subresources subresources) {
    this.registry = registry;
    this.store = store;
    this.lists = new Lists(store);
    this.subresources = subresources;
  }

  Result handle(ApiRequest request, String user) {
    Write write = request.write(user);
    return switch (request.subresource()) {
      case "", "status", "finalize" -> main(request, write);
      default -> new Result(created(request), part(request, write));
    };
  }

  private static int created(ApiRequest request) {
    return request.verb().equals("create") ? 201 : 200;
  }

  private ObjectNode part(ApiRequest request, Write write) {
    return switch (request.subresource()) {
      case "scale" -> subresources.scale(request, bodies.tree(request.http()), write);
      case "eviction" -> subresources.evict(request, bodies.tree(request.http()));
      case "binding" -> subresources.bind(request, bodies.tree(request.http()), write);
      case "token" -> subresources.token(request, bodies.object(request.http()));
      default -> throw ApiError.unknownPath();
    };
  }

  private Result main(ApiRequest request, Write write) {
    Kind kind = request.knownKind();
    return switch (request.verb()) {
      case "list" -> new Result(200, lists.list(request));
      case "get" -> new Result(200, registry.get(request.key()));
      case "create" ->
          new Result(201, registry.create(kind, request.namespace(), body(request), write));
      case "update" -> new Result(200, registry.update(request.key(), body(request), write));
      case "patch" -> patch(request, write);
      case "delete" -> new Result(200, delete(request));
      case "deletecollection" -> new Result(200, deleteAll(request));
      default ->
          throw new ApiError(
              405,
              "MethodNotAllowed",
              "the server does not allow this method on the requested resource");
    };
  }

  private ObjectNode body(ApiRequest request) {
    String validation = request.http().parameter("fieldValidation");
    return unknown.drop(request.knownKind(), bodies.object(request.http()), validation);
  }

  private Result patch(ApiRequest request, Write write) {
    boolean exists = store.get(request.key()) != null;
    PatchType type = PatchType.of(request.http().header("content-type"));
    JsonNode patch = bodies.tree(request.http());
    if (type == PatchType.APPLY) {
      checkApply(request, (ObjectNode) patch);
    }
    return new Result(exists ? 200 : 201, registry.patch(request.key(), type, patch, write));
  }

  private void checkApply(ApiRequest request, ObjectNode config) {
    if (request.http().parameter("fieldManager").isEmpty()) {
      String text = "Required value: is required for apply patch";
      String message = "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: " + text;
      throw new ApiError(422, "Invalid", message)
          .name("", "meta.k8s.io", "PatchOptions")
          .because(new ApiError.Cause("FieldValueRequired", text, "fieldManager"));
    }
    unknown.refuse(request.knownKind(), config, Meta.namespace(config), request.name());
  }

  private ObjectNode delete(ApiRequest request) {
    ObjectNode object = registry.delete(request.key(), options(request), dryRun(request));
    if (!SystemMetadata.finished(object)) {
      return object;
    }
    ObjectNode status =
        Tree.object().put("kind", "Status").put("apiVersion", "v1").put("status", "Success");
    status.putObject("metadata");
    ObjectNode details = status.putObject("details").put("name", request.name());
    if (!request.group().isEmpty()) {
      details.put("group", request.group());
    }
    details.put("kind", request.resource()).put("uid", Meta.uid(object));
    return status;
  }

  private boolean dryRun(ApiRequest request) {
    JsonNode body = bodies.tree(request.http());
    return request.dryRun()
        || Tree.items(body, "dryRun").stream().anyMatch(d -> d.asText().equals("All"));
  }

  private Deletion options(ApiRequest request) {
    ObjectNode options = bodies.object(request.http());
    String policy = request.http().parameter("propagationPolicy");
    String grace = request.http().parameter("gracePeriodSeconds");
    if (!policy.isEmpty()) {
      options.put("propagationPolicy", policy);
    }
    if (!grace.isEmpty()) {
      options.put("gracePeriodSeconds", Integer.parseInt(grace));
    }
    return Deletion.of(options);
  }

  private ObjectNode deleteAll(ApiRequest request) {
    ObjectNode list = lists.list(request);
    ArrayNode items = (ArrayNode) list.path("items");
    Deletion deletion = options(request);
    for (JsonNode item : items) {
      registry.delete(ObjectKey.of(request.knownKind(), item), deletion, dryRun(request));
    }
    return list;
  }
}
