package io.osplane.internal.engine;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import io.osplane.plan.Phase;
import io.osplane.spi.Act;
import io.osplane.spi.Await;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Run;
import io.osplane.spi.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Adds to a graph what goes: first what a component that goes still does itself, then its objects,
 * then what its providers did for it. All of it comes after whatever adds or moves anything. Pure.
 */
final class Contraction {
  private final Map<String, Vertex> vertices;
  private final Roster roster;
  private final Past past;
  private final Set<String> before;
  private final Set<String> standing;
  private final Map<String, Vertex> retiring = new TreeMap<>();

  Contraction(Map<String, Vertex> vertices, Roster roster, Past past) {
    this.vertices = vertices;
    this.roster = roster;
    this.past = past;
    this.before =
        vertices.entrySet().stream()
            .filter(v -> v.getValue().task().phase() != Phase.CONTRACT)
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    this.standing =
        roster.entries().stream()
            .flatMap(entry -> roster.claims(entry).stream())
            .flatMap(claim -> retired(claim).stream())
            .collect(Collectors.toCollection(TreeSet::new));
  }

  void add(int life) {
    past.gone(roster).forEach(gone -> leave(gone, gone.entry(), life));
    past.stale(roster).forEach(this::retire);
    for (Roster.Entry<?> entry : roster.entries()) {
      roster.claims(entry).forEach(this::renew);
    }
  }

  private <S extends ComponentSpec> void leave(Past.Gone gone, Roster.Entry<S> entry, int life) {
    Change<S> change =
        new Change<>(
                roster.plane(),
                Optional.of(gone.roster().plane()),
                Optional.of(entry.spec()),
                Optional.empty(),
                gone.roster()::answer)
            .inLife(life);
    List<Task> tasks =
        entry.component().recipe(change).stream().filter(Contraction::isOfAGone).toList();
    Set<String> ids =
        tasks.stream()
            .map(t -> Node.idOf(gone.name(), t.name()))
            .collect(Collectors.toCollection(TreeSet::new));
    for (Task task : tasks) {
      Vertex vertex = put(gone.name(), task);
      task.needs().tasks().forEach(n -> vertex.needs().add(Node.idOf(gone.name(), n)));
      vertex.needs().retainAll(ids);
      vertex.needs().addAll(before);
      vertex.voids().add(gone.name() + "/");
    }
    past.removal().apply(gone.name()).ifPresent(task -> remove(gone.name(), task, ids));
  }

  /** A component that does not look at whether it goes answers with what would make it. */
  private static boolean isOfAGone(Task task) {
    boolean isActive = task instanceof Act || task instanceof Run || task instanceof Await;
    return isActive && task.phase() == Phase.CONTRACT;
  }

  private void remove(ComponentName name, Act task, Set<String> own) {
    Vertex vertex = put(name, task);
    vertex.needs().addAll(own);
    vertex.needs().addAll(before);
    vertex.voids().add(name + "/");
  }

  /** What another epoch of the claim needs as well stays. */
  private void retire(Past.Stale stale) {
    for (Task task : roster.provisionBy(stale.provider(), stale.claim()).retirement()) {
      if (!standing.contains(Node.idOf(stale.provider().name(), task.name()))) {
        retire(stale, task);
      }
    }
  }

  private void retire(Past.Stale stale, Task task) {
    ComponentName provider = stale.provider().name();
    String id = Node.idOf(provider, task.name());
    if (task.phase() != Phase.CONTRACT) {
      throw new IllegalStateException(id + " retires, and not last");
    }
    Vertex vertex = retiring.computeIfAbsent(id, i -> put(provider, task));
    vertex.providers().add(provider);
    task.needs().tasks().forEach(n -> vertex.needs().add(Node.idOf(provider, n)));
    for (ComponentName consumer : stale.consumers()) {
      vertices.forEach((other, what) -> follow(vertex, other, what, consumer));
    }
    vertex.voids().addAll(ids(provider, fulfilment(stale.provider(), stale.claim())));
  }

  private static void follow(Vertex last, String id, Vertex other, ComponentName consumer) {
    if (other.owner().equals(consumer) && !consumer.equals(last.owner())) {
      last.needs().add(id);
    }
  }

  private List<Task> fulfilment(Roster.Entry<?> provider, Claim<?> claim) {
    return roster.provisionBy(provider, claim).tasks();
  }

  /** Who claims again what was retired has it made again. */
  private void renew(Claim<?> claim) {
    Roster.Entry<?> provider = roster.provider(claim);
    List<String> retired = retired(claim);
    List<String> fulfilling = ids(provider.name(), fulfilment(provider, claim));
    vertices.forEach(
        (id, vertex) -> {
          if (fulfilling.contains(id)) {
            vertex.voids().addAll(retired);
          }
        });
  }

  /** The ids of what takes a claim back. */
  private List<String> retired(Claim<?> claim) {
    return ids(roster.provider(claim).name(), roster.provision(claim).retirement());
  }

  private static List<String> ids(ComponentName owner, List<Task> tasks) {
    return tasks.stream().map(t -> Node.idOf(owner, t.name())).toList();
  }

  private Vertex put(ComponentName owner, Task task) {
    String id = Node.idOf(owner, task.name());
    Vertex vertex = Vertex.of(owner, task);
    if (vertices.putIfAbsent(id, vertex) != null) {
      throw new IllegalStateException("two tasks are called " + id);
    }
    return vertex;
  }
}
