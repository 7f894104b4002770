package io.osplane.testkit.internal.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Kind;
import io.osplane.testkit.internal.model.Kinds;
import io.osplane.testkit.internal.model.Tree;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the server serves. */
record Discovery(Kinds kinds) {
  private static final List<String> VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

  Optional<ObjectNode> answer(List<String> path) {
    return Optional.ofNullable(
        switch (String.join("/", path)) {
          case "version" -> version();
          case "api" -> {
            ObjectNode core = Tree.object().put("kind", "APIVersions");
            core.putArray("versions").add("v1");
            yield core;
          }
          case "api/v1" -> resources("", "v1");
          case "apis" -> groups();
          default -> inGroup(path);
        });
  }

  private static ObjectNode version() {
    return Tree.object()
        .put("major", "1")
        .put("minor", "36")
        .put("gitVersion", "v1.36.2")
        .put("gitCommit", "simulated")
        .put("gitTreeState", "clean")
        .put("buildDate", "2026-01-01T00:00:00Z")
        .put("goVersion", "none")
        .put("compiler", "none")
        .put("platform", "linux/amd64");
  }

  private @Nullable ObjectNode inGroup(List<String> path) {
    boolean known =
        path.size() > 1 && path.get(0).equals("apis") && kinds.groups().contains(path.get(1));
    if (!known || path.size() > 3) {
      return null;
    }
    return path.size() == 2 ? group(path.get(1)) : resources(path.get(1), path.get(2));
  }

  private ObjectNode groups() {
    ObjectNode list = Tree.object().put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode groups = list.putArray("groups");
    kinds.groups().forEach(g -> groups.add(group(g)));
    return list;
  }

  private ObjectNode group(String name) {
    ObjectNode group =
        Tree.object().put("kind", "APIGroup").put("apiVersion", "v1").put("name", name);
    String version = kinds.versionOf(name);
    ObjectNode served =
        Tree.object().put("groupVersion", name + "/" + version).put("version", version);
    group.putArray("versions").add(served);
    group.set("preferredVersion", served);
    return group;
  }

  private ObjectNode resources(String group, String version) {
    String groupVersion = group.isEmpty() ? version : group + "/" + version;
    ObjectNode list =
        Tree.object()
            .put("kind", "APIResourceList")
            .put("apiVersion", "v1")
            .put("groupVersion", groupVersion);
    ArrayNode resources = list.putArray("resources");
    for (Kind kind : kinds.all()) {
      if (kind.group().equals(group) && kind.version().equals(version)) {
        add(resources, kind);
      }
    }
    return list;
  }

  private static void add(ArrayNode resources, Kind kind) {
    ObjectNode main = entry(resources, kind, kind.plural());
    VERBS.forEach(main.withArray("verbs")::add);
    if (!kind.shortName().isEmpty()) {
      main.putArray("shortNames").add(kind.shortName());
    }
    for (String subresource : kind.subresources()) {
      ObjectNode part = entry(resources, kind, kind.plural() + "/" + subresource);
      List.of("get", "patch", "update").forEach(part.withArray("verbs")::add);
    }
  }

  private static ObjectNode entry(ArrayNode resources, Kind kind, String name) {
    return resources
        .addObject()
        .put("name", name)
        .put("singularName", "")
        .put("namespaced", kind.namespaced())
        .put("kind", kind.name());
  }
}
