package io.osplane.testkit.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.testkit.internal.api.ApiError.Cause;
import io.osplane.testkit.internal.model.Tree;
import java.util.List;

/** What only goes together with a privileged container, and what does not. */
final class PrivilegeRules {
  private PrivilegeRules() {}

  static void check(String path, JsonNode container, List<Cause> causes) {
    JsonNode context = container.path("securityContext");
    boolean privileged = Tree.flag(context, "privileged");
    boolean spreadsMounts =
        Tree.items(container, "volumeMounts").stream()
            .anyMatch(m -> m.path("mountPropagation").asText().equals("Bidirectional"));
    if (spreadsMounts && !privileged) {
      String message =
          "Forbidden: Bidirectional mount propagation is available only to privileged containers";
      String field = path + ".volumeMounts.mountPropagation";
      causes.add(new Cause("FieldValueForbidden", message, field));
    }
    if (privileged && !context.path("allowPrivilegeEscalation").asBoolean(true)) {
      String message =
          "Invalid value: %s: cannot set `allowPrivilegeEscalation` to false and `privileged` to"
              + " true";
      String field = path + ".securityContext";
      causes.add(new Cause("FieldValueInvalid", message.formatted(context), field));
    }
  }
}
