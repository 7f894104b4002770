package io.osplane.internal.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.osplane.ControlPlaneSpec;
import io.osplane.Roles;
import io.osplane.spi.Apply;
import io.osplane.spi.Plane;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What can be said of a spec without asking a cluster. */
public final class Offline {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(YAMLGenerator.Feature.MINIMIZE_QUOTES).build();

  private Offline() {}

  /** The objects of a new deployment of the spec, sorted, as YAML documents. */
  public static String render(Engine engine, ControlPlaneSpec spec) {
    Plane plane = engine.planeOf(spec);
    Roster roster = Roster.of(spec, plane, engine.kinds(), Set.of());
    Desired desired = new Desired(engine.cluster(), engine.diff(), engine.onConflict());
    Map<String, Object> documents = new TreeMap<>();
    List<Node> nodes = Graph.of(roster, Optional.empty(), Optional.empty(), 1);
    Owners.check(nodes);
    for (Node node : nodes) {
      if (node.task() instanceof Apply apply) {
        for (Desired.Wanted wanted : desired.of(node.component(), plane.name(), apply)) {
          documents.put(Inventory.entry(wanted.object()), wanted.object());
        }
      }
    }
    StringBuilder text = new StringBuilder();
    documents.values().forEach(d -> text.append(yaml(d)));
    return text.toString();
  }

  /** The rights that deploying needs. */
  public static Roles roles(Engine engine, ControlPlaneSpec spec) {
    Roster.of(spec, engine.planeOf(spec), engine.kinds(), Set.of());
    Map<String, Object> role = head("Role", engine);
    role.put(
        "rules",
        Stream.concat(Rule.of(engine).stream(), Stream.of(Rule.OPTIONAL))
            .map(Rule::toYaml)
            .toList());
    Map<String, Object> clusterRole = head("ClusterRole", engine);
    clusterRole.put(
        "rules",
        List.of(
            new Rule("", "nodes", List.of("get", "list")).toYaml(),
            new Rule("", "namespaces", List.of("get")).toYaml(),
            new Rule("storage.k8s.io", "storageclasses", List.of("get", "list")).toYaml()));
    return new Roles(yaml(role), yaml(clusterRole));
  }

  private static Map<String, Object> head(String kind, Engine engine) {
    Map<String, Object> metadata = new TreeMap<>();
    metadata.put("name", "osplane-" + engine.plane());
    if (kind.equals("Role")) {
      metadata.put("namespace", engine.cluster().namespace());
    }
    Map<String, Object> head = new TreeMap<>();
    head.put("apiVersion", "rbac.authorization.k8s.io/v1");
    head.put("kind", kind);
    head.put("metadata", metadata);
    return head;
  }

  private static String yaml(Object document) {
    try {
      return YAML.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a rendered object that is no YAML", e);
    }
  }
}
