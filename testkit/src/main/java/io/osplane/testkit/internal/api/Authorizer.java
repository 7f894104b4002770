package io.osplane.testkit.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Kinds;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.ObjectKey;
import io.osplane.testkit.internal.model.Tree;
import io.osplane.testkit.internal.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** RBAC: what the roles and bindings in the store let a user do. */
final class Authorizer {
  private static final Set<String> PUBLIC_PATHS =
      Set.of("/version", "/healthz", "/livez", "/readyz");

  private final Store store;
  private final Kinds kinds;

  Authorizer(Store store, Kinds kinds) {
    this.store = store;
    this.kinds = kinds;
  }

  /** What somebody wants to do; a resource with {@code /SUBRESOURCE} if there is one. */
  record Access(String verb, String group, String resource, String namespace, String name) {}

  /** A rule that holds for somebody, and the server's words for why. */
  record Grant(JsonNode rule, String reason) {}

  void check(Tokens.User user, ApiRequest request) {
    Access access =
        new Access(
            request.verb(),
            request.group(),
            request.fullResource(),
            request.namespace(),
            request.name());
    boolean path = request.resource().startsWith("/") || request.group().startsWith("auth");
    boolean open = path && (!user.name().equals(Tokens.ANONYMOUS) || isPublic(request));
    if (!open && !allows(user, access)) {
      throw forbidden(user, access);
    }
  }

  private static boolean isPublic(ApiRequest request) {
    return PUBLIC_PATHS.contains(request.resource());
  }

  private static ApiError forbidden(Tokens.User user, Access access) {
    String resource = access.resource();
    String plural = resource.contains("/") ? resource.replaceFirst("/.*", "") : resource;
    String qualified = access.group().isEmpty() ? plural : plural + "." + access.group();
    String name = access.name().isEmpty() ? "" : " \"" + access.name() + "\"";
    String where =
        access.namespace().isEmpty()
            ? " at the cluster scope"
            : " in the namespace \"" + access.namespace() + "\"";
    String message =
        "%s%s is forbidden: User \"%s\" cannot %s resource \"%s\" in API group \"%s\"%s"
            .formatted(
                qualified, name, user.name(), access.verb(), resource, access.group(), where);
    return new ApiError(403, "Forbidden", message).name(access.name(), access.group(), plural);
  }

  boolean allows(Tokens.User user, Access access) {
    return user.name().equals(Tokens.ADMIN) || grant(user, access).isPresent();
  }

  /** Why somebody who is no admin may do this; empty if they may not. */
  Optional<Grant> grant(Tokens.User user, Access access) {
    return grants(user, access.namespace()).stream()
        .filter(g -> grants(g.rule(), access))
        .findFirst();
  }

  private static boolean grants(JsonNode rule, Access access) {
    return has(rule, "verbs", access.verb())
        && has(rule, "apiGroups", access.group())
        && has(rule, "resources", access.resource())
        && (rule.path("resourceNames").isEmpty() || has(rule, "resourceNames", access.name()));
  }

  private static boolean has(JsonNode rule, String field, String value) {
    String anySubresource = value.contains("/") ? "*/" + value.replaceFirst(".*/", "") : value;
    for (JsonNode item : rule.path(field)) {
      String text = item.asText();
      if (text.equals("*") || text.equals(value) || text.equals(anySubresource)) {
        return true;
      }
    }
    return false;
  }

  /** The rules that hold for a user in a namespace, and where they come from. */
  List<Grant> grants(Tokens.User user, String namespace) {
    List<Grant> grants = new ArrayList<>();
    for (ObjectNode binding : store.list(kinds.named("ClusterRoleBinding"), "")) {
      collect(user, binding, grants);
    }
    if (!namespace.isEmpty()) {
      for (ObjectNode binding : store.list(kinds.named("RoleBinding"), namespace)) {
        collect(user, binding, grants);
      }
    }
    return grants;
  }

  private void collect(Tokens.User user, ObjectNode binding, List<Grant> grants) {
    JsonNode bound =
        Tree.items(binding, "subjects").stream()
            .filter(s -> matches(user, s, Meta.namespace(binding)))
            .findFirst()
            .orElse(null);
    if (bound == null) {
      return;
    }
    String kind = Tree.text(binding, "roleRef.kind");
    String namespace = kind.equals("Role") ? Meta.namespace(binding) : "";
    String name = Tree.text(binding, "roleRef.name");
    ObjectNode role = store.get(new ObjectKey(kinds.named(kind), namespace, name));
    if (role != null) {
      String reason = reason(binding, kind, name, bound);
      Tree.items(role, "rules").forEach(rule -> grants.add(new Grant(rule, reason)));
    }
  }

  private static String reason(JsonNode binding, String roleKind, String role, JsonNode subject) {
    String namespace = Meta.namespace(binding);
    String kind = subject.path("kind").asText();
    String who = subject.path("name").asText();
    return "RBAC: allowed by %s \"%s\" of %s \"%s\" to %s \"%s\""
        .formatted(
            namespace.isEmpty() ? "ClusterRoleBinding" : "RoleBinding",
            namespace.isEmpty() ? Meta.name(binding) : Meta.name(binding) + "/" + namespace,
            roleKind,
            role,
            kind,
            kind.equals("ServiceAccount")
                ? who + "/" + subject.path("namespace").asText(namespace)
                : who);
  }

  private static boolean matches(Tokens.User user, JsonNode subject, String namespace) {
    String name = subject.path("name").asText();
    return switch (subject.path("kind").asText()) {
      case "ServiceAccount" ->
          user.name()
              .equals(
                  Tokens.ACCOUNT_PREFIX + subject.path("namespace").asText(namespace) + ":" + name);
      case "Group" -> user.groups().contains(name);
      default -> user.name().equals(name);
    };
  }
}
