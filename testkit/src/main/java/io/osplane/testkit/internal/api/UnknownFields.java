package io.osplane.testkit.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.fields.FieldTypes;
import io.osplane.testkit.internal.fields.UnknownField;
import io.osplane.testkit.internal.model.Kind;
import java.util.List;
import java.util.stream.Collectors;

/** What becomes of fields that a kind does not have. */
record UnknownFields(FieldTypes types) {

  /** Takes them out of a body, or refuses it if validation is to be {@code Strict}. */
  ObjectNode drop(Kind kind, ObjectNode body, String validation) {
    List<UnknownField> unknown = UnknownField.of(types, kind, body);
    if (!unknown.isEmpty() && validation.equals("Strict")) {
      String all =
          unknown.stream()
              .map(f -> "unknown field \"" + f.place() + "\"")
              .collect(Collectors.joining(", "));
      throw ApiError.badRequest(
          "%s in version \"%s\" cannot be handled as a %s: strict decoding error: %s"
              .formatted(kind.name(), kind.version(), kind.name(), all));
    }
    unknown.forEach(f -> f.parent().remove(f.name()));
    return body;
  }

  /** Server-side apply never takes them. */
  void refuse(Kind kind, ObjectNode config, String namespace, String name) {
    List<String> errors =
        UnknownField.of(types, kind, config).stream()
            .map(f -> f.path() + ": field not declared in schema")
            .toList();
    if (!errors.isEmpty()) {
      String text =
          errors.size() == 1 ? errors.get(0) : "errors:\n  " + String.join("\n  ", errors);
      throw new ApiError(
          500,
          "",
          "failed to create typed patch object (%s/%s; %s, Kind=%s): %s"
              .formatted(namespace, name, kind.apiVersion(), kind.name(), text));
    }
  }
}
