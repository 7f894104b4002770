package io.osplane.internal.engine;

import io.osplane.ComponentName;
import io.osplane.Size;
import io.osplane.plan.Phase;
import io.osplane.spi.Apply;
import io.osplane.spi.Await;
import io.osplane.spi.Claim;
import io.osplane.spi.Run;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who lets others go first where all share two processors. A component that nobody claims of and
 * that claims of nobody starts its pods no sooner than the Jobs, which everything else waits for.
 * Patient pods start when those of all others have started and are ready, but for pods that wait
 * for a patient one themselves. On larger clusters all start at once. Pure.
 */
final class Yielding {
  private final Map<String, Vertex> vertices;
  private final Roster roster;

  private Yielding(Map<String, Vertex> vertices, Roster roster) {
    this.vertices = vertices;
    this.roster = roster;
  }

  /** Adds what comes first to what the tasks need. */
  static void order(Map<String, Vertex> vertices, Roster roster) {
    if (roster.plane().size() == Size.TINY) {
      Yielding yielding = new Yielding(vertices, roster);
      yielding.orderUnbound();
      yielding.orderPatient();
    }
  }

  private void orderUnbound() {
    Set<String> first =
        vertices.values().stream()
            .filter(v -> v.task() instanceof Run && v.task().phase() == Phase.EXPAND)
            .flatMap(v -> v.needs().stream())
            .collect(Collectors.toSet());
    Set<ComponentName> bound = bound();
    vertices.values().stream()
        .filter(v -> !bound.contains(v.owner()) && startsPods(v))
        .forEach(v -> v.needs().addAll(first));
  }

  private void orderPatient() {
    List<Vertex> patient =
        vertices.values().stream()
            .filter(v -> startsPods(v) && ((Apply) v.task()).isPatient())
            .toList();
    Set<String> late = withDependants(patient);
    Set<String> starts =
        vertices.values().stream()
            .filter(v -> startsPods(v) && !late.contains(v.id()))
            .map(Vertex::id)
            .collect(Collectors.toSet());
    Set<String> waits =
        vertices.values().stream()
            .filter(v -> v.task() instanceof Await && !late.contains(v.id()))
            .filter(v -> v.needs().stream().anyMatch(starts::contains))
            .map(Vertex::id)
            .collect(Collectors.toSet());
    for (Vertex vertex : patient) {
      vertex.needs().addAll(starts);
      vertex.needs().addAll(waits);
    }
  }

  private Set<String> withDependants(List<Vertex> some) {
    Set<String> all = some.stream().map(Vertex::id).collect(Collectors.toCollection(HashSet::new));
    Deque<String> next = new ArrayDeque<>(all);
    while (!next.isEmpty()) {
      String id = next.remove();
      vertices.values().stream()
          .filter(v -> v.needs().contains(id) && all.add(v.id()))
          .forEach(v -> next.add(v.id()));
    }
    return all;
  }

  /** Who claims, is claimed of, or has a Job itself. */
  private Set<ComponentName> bound() {
    Set<ComponentName> bound =
        vertices.values().stream()
            .filter(v -> v.task() instanceof Run)
            .map(Vertex::owner)
            .collect(Collectors.toCollection(HashSet::new));
    for (Roster.Entry<?> entry : roster.entries()) {
      for (Claim<?> claim : roster.claims(entry)) {
        bound.add(entry.name());
        bound.add(roster.provider(claim).name());
      }
    }
    return bound;
  }

  private static boolean startsPods(Vertex vertex) {
    return vertex.task() instanceof Apply apply
        && apply.phase() == Phase.EXPAND
        && apply.objects().stream().anyMatch(o -> Planner.WORKLOADS.contains(o.getKind()));
  }
}
