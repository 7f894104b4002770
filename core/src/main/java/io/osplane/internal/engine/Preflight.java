package io.osplane.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.osplane.ControlPlaneSpec;
import io.osplane.error.ForbiddenException;
import io.osplane.health.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What would stand in the way of a deployment, found without writing anything. */
public final class Preflight {
  private static final int OLDEST_MINOR = 29;
  private final Engine engine;
  private final List<Condition> found = new ArrayList<>();

  private Preflight(Engine engine) {
    this.engine = engine;
  }

  /** Looks at version, namespace, rights, storage and nodes, after checking the spec. */
  public static List<Condition> of(Engine engine, ControlPlaneSpec spec) {
    Roster roster = Roster.of(spec, engine.planeOf(spec), engine.kinds(), Set.of());
    Preflight preflight = new Preflight(engine);
    preflight.version();
    preflight.namespace();
    preflight.rights();
    preflight.storage();
    preflight.nodes(SharedNodes.largest(Graph.of(roster, Optional.empty(), Optional.empty(), 1)));
    return preflight.found;
  }

  private void version() {
    String minor = engine.cluster().read("/version").map(v -> v.path("minor").asText()).orElse("0");
    int number = Integer.parseInt("0" + minor.replaceAll("\\D", ""));
    found.add(
        number >= OLDEST_MINOR
            ? Condition.healthy("Version", "Kubernetes 1." + minor)
            : Condition.down(
                "Version",
                "Kubernetes 1." + minor,
                "Use Kubernetes 1." + OLDEST_MINOR + " or later"));
  }

  private void namespace() {
    String name = engine.cluster().namespace();
    ifAllowed(
        "Namespace",
        () -> {
          Optional<JsonNode> namespace = engine.cluster().read("/api/v1/namespaces/" + name);
          if (namespace.isEmpty()) {
            return Condition.down(
                "Namespace", name + " does not exist", "kubectl create namespace " + name);
          }
          String phase = namespace.get().path("status").path("phase").asText();
          return phase.equals("Active")
              ? Condition.healthy("Namespace", name + " is there")
              : Condition.down(
                  "Namespace", name + " is " + phase, "Wait until it is gone, create it");
        });
  }

  private void rights() {
    for (Rule rule : Rule.of(engine)) {
      for (String verb : rule.verbs()) {
        if (!engine.cluster().may(verb, rule.group(), rule.resource())) {
          found.add(
              Condition.down(
                  "Rights",
                  "may not " + verb + " " + rule.resource(),
                  "Apply requiredRoles(spec).role() and bind it to this account"));
        }
      }
    }
    if (!engine.cluster().may("create", "", Rule.OPTIONAL.resource())) {
      found.add(
          Condition.degraded(
              "Rights",
              "may not create events: kubectl will not show operations",
              "Apply requiredRoles(spec).role() to see them"));
    }
    if (found.stream().noneMatch(c -> c.code().equals("Rights"))) {
      found.add(Condition.healthy("Rights", "all that are needed"));
    }
  }

  private void storage() {
    ifAllowed(
        "Storage",
        () -> {
          for (JsonNode c : items("/apis/storage.k8s.io/v1/storageclasses")) {
            String note = "storageclass.kubernetes.io/is-default-class";
            if (c.path("metadata").path("annotations").path(note).asText().equals("true")) {
              return Condition.healthy(
                  "Storage", "default class " + c.path("metadata").path("name").asText());
            }
          }
          return Condition.degraded(
              "Storage", "no default StorageClass", "Name a class in the spec of each component");
        });
  }

  private void nodes(Optional<StatefulSet> largest) {
    ifAllowed(
        "Nodes",
        () -> {
          long ready =
              items("/api/v1/nodes").stream()
                  .filter(
                      n -> n.path("status").path("conditions").toString().contains("KubeletReady"))
                  .count();
          Optional<StatefulSet> tooLarge = largest.filter(set -> SharedNodes.members(set) > ready);
          if (tooLarge.isPresent()) {
            return Condition.down(
                "Nodes",
                "%d nodes for %d members of %s, which are kept apart"
                    .formatted(
                        ready,
                        SharedNodes.members(tooLarge.get()),
                        tooLarge.get().getMetadata().getName()),
                "Add nodes, or let the spec say spread: PREFERRED");
          }
          return ready >= 3
              ? Condition.healthy("Nodes", ready + " nodes")
              : Condition.degraded(
                  "Nodes", ready + " nodes", "Use three, so that one may fail without an outage");
        });
  }

  private List<JsonNode> items(String path) {
    List<JsonNode> items = new ArrayList<>();
    engine.cluster().read(path).ifPresent(list -> list.path("items").forEach(items::add));
    return items;
  }

  private void ifAllowed(String code, Supplier<Condition> look) {
    try {
      found.add(look.get());
    } catch (ForbiddenException e) {
      found.add(
          Condition.unknown(
              code, "may not look", "Bind requiredRoles(spec).clusterRole() to see it"));
    }
  }
}
