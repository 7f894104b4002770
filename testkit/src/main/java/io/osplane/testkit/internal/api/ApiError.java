package io.osplane.testkit.internal.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Kind;
import io.osplane.testkit.internal.model.ObjectKey;
import io.osplane.testkit.internal.model.Tree;
import java.util.List;
import java.util.stream.Collectors;

/** A refusal as the API server words it; becomes a {@code Status} body. */
public final class ApiError extends RuntimeException {
  private final int code;
  private final String reason;
  private final ObjectNode details = Tree.object();

  public ApiError(int code, String reason, String message) {
    super(message);
    this.code = code;
    this.reason = reason;
  }

  /** One cause in the details. */
  public record Cause(String reason, String message, String field) {}

  public static ApiError notFound(Kind kind, String name) {
    String message = kind.resource() + " \"" + name + "\" not found";
    return new ApiError(404, "NotFound", message).about(kind, name);
  }

  public static ApiError unknownPath() {
    return new ApiError(404, "NotFound", "the server could not find the requested resource");
  }

  public static ApiError badRequest(String message) {
    return new ApiError(400, "BadRequest", message);
  }

  public static ApiError alreadyExists(ObjectKey key) {
    String message = key.kind().resource() + " \"" + key.name() + "\" already exists";
    return new ApiError(409, "AlreadyExists", message).about(key.kind(), key.name());
  }

  public static ApiError conflict(ObjectKey key, String why) {
    return conflict(key, key.kind().plural(), why);
  }

  /** A conflict that names the kind rather than the resource, as those of deletions do. */
  static ApiError conflictOfKind(ObjectKey key, String why) {
    return conflict(key, key.kind().name(), why);
  }

  private static ApiError conflict(ObjectKey key, String what, String why) {
    String group = key.kind().group();
    String message =
        "Operation cannot be fulfilled on %s \"%s\": %s"
            .formatted(group.isEmpty() ? what : what + "." + group, key.name(), why);
    return new ApiError(409, "Conflict", message).name(key.name(), group, what);
  }

  public static ApiError forbidden(Kind kind, String name, String why) {
    String message = kind.resource() + " \"" + name + "\" is forbidden: " + why;
    return new ApiError(403, "Forbidden", message).about(kind, name);
  }

  /** One or more fields are wrong. */
  public static ApiError invalid(Kind kind, String name, List<Cause> causes) {
    String kindName = kind.group().isEmpty() ? kind.name() : kind.name() + "." + kind.group();
    List<String> texts =
        causes.stream().map(c -> c.field() + ": " + c.message()).collect(Collectors.toList());
    String all = texts.size() == 1 ? texts.get(0) : "[" + String.join(", ", texts) + "]";
    String message = kindName + " \"" + name + "\" is invalid: " + all;
    ApiError error = new ApiError(422, "Invalid", message);
    error.name(name, kind.group(), kind.name());
    causes.forEach(error::because);
    return error;
  }

  private ApiError about(Kind kind, String name) {
    return name(name, kind.group(), kind.plural());
  }

  /** Says in the details what it is about; leaves out what is empty. */
  ApiError name(String name, String group, String kind) {
    put("name", name);
    put("group", group);
    put("kind", kind);
    return this;
  }

  private void put(String field, String text) {
    if (!text.isEmpty()) {
      details.put(field, text);
    }
  }

  ApiError because(Cause cause) {
    ArrayNode causes = details.withArray("causes");
    causes
        .addObject()
        .put("reason", cause.reason())
        .put("message", cause.message())
        .put("field", cause.field());
    return this;
  }

  ApiError retryAfter(int seconds) {
    details.put("retryAfterSeconds", seconds);
    return this;
  }

  public int code() {
    return code;
  }

  public String reason() {
    return reason;
  }

  /** The body of the answer. */
  public ObjectNode status() {
    ObjectNode status =
        Tree.object().put("kind", "Status").put("apiVersion", "v1").put("status", "Failure");
    status.putObject("metadata");
    status.put("message", getMessage()).put("code", code);
    if (!reason.isEmpty()) {
      status.put("reason", reason);
    }
    if (!details.isEmpty()) {
      status.set("details", details);
    }
    return status;
  }
}
