package io.osplane.internal.engine;

import io.osplane.ComponentName;
import io.osplane.Size;
import io.osplane.plan.Phase;
import io.osplane.spi.Apply;
import io.osplane.spi.Claim;
import io.osplane.spi.Run;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who lets others go first where all share two processors: a component that nobody claims of and
 * that claims of nobody starts its pods no sooner than the Jobs, which everything else waits for.
 * On larger clusters all start at once. Pure.
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
      new Yielding(vertices, roster).order();
    }
  }

  private void order() {
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
