package io.osplane.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.osplane.ComponentName;
import io.osplane.internal.kube.Cluster;
import io.osplane.plan.Impact;
import io.osplane.plan.Phase;
import io.osplane.plan.Step;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Manifests;
import io.osplane.spi.Needs;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;
import io.osplane.spi.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Removes the cloud with what a removal keeps: first every component, then the volumes and Secrets
 * of each, at last what Osplane remembers, and the Lease itself.
 */
final class RemoveWithData extends Remove {
  private static final ComponentName OSPLANE = ComponentName.of("osplane");

  RemoveWithData(Engine engine) {
    super(engine, "remove with data");
  }

  @Override
  String summary() {
    return "Remove the component";
  }

  @Override
  Map<Node, Step> afterwards(Situation now, List<String> removals) {
    Map<ComponentName, List<ObjectNode>> kept = new TreeMap<>();
    List<ObjectNode> records = new ArrayList<>();
    for (ObjectNode object : now.view().all()) {
      if (isOurs(object) && StateStore.isState(object)) {
        records.add(object);
      } else if (isOurs(object) && Desired.isKept(object)) {
        kept.computeIfAbsent(component(object), c -> new ArrayList<>()).add(object);
      }
    }
    Map<Node, Step> all = new LinkedHashMap<>();
    kept.forEach(
        (component, objects) ->
            put(
                all,
                component,
                "Delete its volumes and Secrets for good",
                removals,
                objects,
                new Erasure(component, objects, now)));
    if (!all.isEmpty() || !removals.isEmpty() || !records.isEmpty()) {
      List<String> before = new ArrayList<>(removals);
      all.keySet().forEach(node -> before.add(node.id()));
      put(
          all,
          OSPLANE,
          "Forget revisions, receipts and records",
          before,
          records,
          new Oblivion(now));
    }
    return all;
  }

  /** The list asked for the label already; what is deleted for good is looked at twice. */
  private boolean isOurs(JsonNode object) {
    JsonNode labels = object.path("metadata").path("labels");
    return labels.path(Manifests.PLANE).asText().equals(engine().plane());
  }

  private static ComponentName component(JsonNode object) {
    String label = object.path("metadata").path("labels").path(Manifests.COMPONENT).asText();
    return label.isEmpty() ? OSPLANE : ComponentName.of(label);
  }

  private void put(
      Map<Node, Step> all,
      ComponentName component,
      String summary,
      List<String> after,
      List<ObjectNode> objects,
      Act.Action action) {
    String task = action instanceof Oblivion ? "records" : "data";
    Act act = new Act(task, Phase.CONTRACT, Needs.none(), summary, Map.of(), Undo.NEVER, action);
    List<String> needs = after.stream().sorted().toList();
    Node node = new Node(component, act, needs, List.of());
    all.put(
        node,
        new Step(
            node.id(),
            Phase.CONTRACT,
            summary,
            name() + " was asked for",
            Impact.NONE,
            Undo.NEVER,
            needs,
            "",
            objects.stream().map(Pruning::deletion).toList()));
  }

  /** Deletes the volumes and Secrets of one component, and waits for the volumes' end. */
  private record Erasure(ComponentName component, List<ObjectNode> objects, Situation now)
      implements Act.Action {
    @Override
    public boolean isSo(Probe probe) {
      return false;
    }

    @Override
    public void makeSo(Site site) throws InterruptedException {
      objects.forEach(object -> Pruning.delete(now.cluster(), object));
      site.await(
          "the end of the volumes of " + component,
          view -> {
            int left = view.of(PersistentVolumeClaim.class, component).size();
            return left == 0 ? Verdict.met() : Verdict.notYet(left + " volumes are still there");
          });
    }
  }

  /** Deletes the state records, also those of this very operation. */
  private record Oblivion(Situation now) implements Act.Action {
    @Override
    public boolean isSo(Probe probe) {
      return false;
    }

    @Override
    public void makeSo(Site site) {
      Cluster cluster = now.cluster();
      String ours = Manifests.PLANE + "=" + now.plane() + "," + StateStore.STATE;
      cluster
          .list(cluster.kind("v1", "ConfigMap"), ours)
          .items()
          .forEach(record -> Pruning.delete(cluster, record));
    }
  }

  @Override
  void remember(Situation now, Hold hold, Draft draft, List<String> left) {
    hold.dissolve();
  }
}
