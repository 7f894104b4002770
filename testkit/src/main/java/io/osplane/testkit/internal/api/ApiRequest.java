package io.osplane.testkit.internal.api;

import io.osplane.testkit.internal.http.HttpRequest;
import io.osplane.testkit.internal.model.Kind;
import io.osplane.testkit.internal.model.Kinds;
import io.osplane.testkit.internal.model.ObjectKey;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for.
 *
 * @param kind absent for what is no stored resource
 * @param resource the plural name, or the path for what is no resource
 * @param rest the path after the subresource, for proxies
 */
record ApiRequest(
    HttpRequest http,
    String verb,
    @Nullable Kind kind,
    String group,
    String resource,
    String namespace,
    String name,
    String subresource,
    List<String> rest) {
  private static final Set<String> CONNECTS = Set.of("exec", "attach", "portforward");

  static ApiRequest of(HttpRequest http, Kinds kinds) {
    List<String> path = http.segments();
    boolean core = path.size() > 2 && path.get(0).equals("api");
    boolean grouped = path.size() > 3 && path.get(0).equals("apis");
    if (!core && !grouped) {
      String verb = http.method().equals("GET") ? "get" : "create";
      return new ApiRequest(http, verb, null, "", http.path(), "", "", "", List.of());
    }
    String group = core ? "" : path.get(1);
    String version = path.get(core ? 1 : 2);
    List<String> rest = path.subList(core ? 2 : 3, path.size());
    String namespace = "";
    boolean nested =
        rest.size() > 2
            && rest.get(0).equals("namespaces")
            && !Set.of("status", "finalize").contains(rest.get(2));
    if (nested) {
      namespace = rest.get(1);
      rest = rest.subList(2, rest.size());
    }
    String plural = rest.get(0);
    String name = rest.size() > 1 ? rest.get(1) : "";
    String subresource = rest.size() > 2 ? rest.get(2) : "";
    Kind kind = kinds.resource(group, version, plural).orElse(null);
    return new ApiRequest(
        http,
        verb(http, name, subresource),
        kind,
        group,
        plural,
        kind != null && !kind.namespaced() ? "" : namespace,
        name,
        subresource,
        rest.size() > 3 ? rest.subList(3, rest.size()) : List.of());
  }

  private static String verb(HttpRequest http, String name, String subresource) {
    if (CONNECTS.contains(subresource)) {
      return "create";
    }
    boolean watch = Set.of("true", "1").contains(http.parameter("watch"));
    return switch (http.method()) {
      case "GET" -> watch ? "watch" : name.isEmpty() ? "list" : "get";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
      default -> http.method().toLowerCase(Locale.ROOT);
    };
  }

  /** The kind, which is known for every resource that is served. */
  Kind knownKind() {
    if (kind == null) {
      throw ApiError.unknownPath();
    }
    return kind;
  }

  ObjectKey key() {
    return new ObjectKey(knownKind(), namespace, name);
  }

  boolean dryRun() {
    return http.parameter("dryRun").equals("All");
  }

  /** Resource and subresource as RBAC rules name them. */
  String fullResource() {
    return subresource.isEmpty() ? resource : resource + "/" + subresource;
  }

  Write write(String user) {
    String manager = http.parameter("fieldManager");
    if (manager.isEmpty()) {
      String agent = http.header("user-agent");
      manager = agent.isEmpty() ? "unknown" : agent.replaceAll("/.*", "");
    }
    String part = subresource.equals("status") ? "status" : "";
    boolean force = http.parameter("force").equals("true");
    return new Write(user, manager, part, dryRun(), force);
  }
}
