package io.osplane.internal.engine;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import io.osplane.ControlPlaneSpec;
import io.osplane.error.InvalidSpecException;
import io.osplane.error.Violation;
import io.osplane.plan.Phase;
import io.osplane.spi.Apply;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Generate;
import io.osplane.spi.Plane;
import io.osplane.spi.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The tasks of all components with what each one needs, which a {@link Sequence} puts in order.
 * Pure.
 *
 * <p>Edges come from these rules:
 *
 * <ol>
 *   <li>a task comes after the tasks it names, and after the tasks that make a claim serving which
 *       it names; one that makes a claim serving does not wait for tasks of a later phase, for
 *       until then it is about what there is;
 *   <li>the follow tasks of a component come after its expand tasks;
 *   <li>the contract tasks of a component come after the follow tasks of its own and of everyone
 *       who claims of it, directly or not, and after their contract tasks, unless they claim of
 *       each other;
 *   <li>a Secret that is filled in comes after the generated ones it is filled from;
 *   <li>what goes comes last, as {@link Contraction} says;
 *   <li>what nobody waits for lets others go first, as {@link Yielding} says.
 * </ol>
 *
 * A cycle is a violation that names its tasks.
 */
final class Graph {
  private final Roster roster;
  private final Consumers consumers;
  private final Map<String, Vertex> vertices = new TreeMap<>();
  private final Map<String, Object> origins = new TreeMap<>();

  private Graph(Roster roster, Past past) {
    this.roster = roster;
    this.consumers = new Consumers(roster, past);
  }

  /**
   * The nodes, each after what it needs.
   *
   * @param before the spec of the last revision
   * @throws InvalidSpecException if tasks need each other in a cycle
   */
  static List<Node> of(
      Roster roster, Optional<ControlPlaneSpec> before, Optional<Plane> planeBefore, int life) {
    return of(roster, before, planeBefore, life, Past.none());
  }

  /** The nodes, with those that retire what only earlier specs asked for. */
  static List<Node> of(
      Roster roster,
      Optional<ControlPlaneSpec> before,
      Optional<Plane> planeBefore,
      int life,
      Past past) {
    Graph graph = new Graph(roster, past);
    roster.entries().forEach(e -> graph.add(e, before, planeBefore, life));
    graph.vertices.values().forEach(graph::forgetLater);
    new Contraction(graph.vertices, roster, past).add(life);
    roster.entries().forEach(e -> graph.order(e.name()));
    past.gone(roster).forEach(g -> graph.order(g.name()));
    graph.vertices.values().forEach(graph::orderSecrets);
    Yielding.order(graph.vertices, roster);
    return Sequence.of(graph.vertices);
  }

  private <S extends ComponentSpec> void add(
      Roster.Entry<S> entry,
      Optional<ControlPlaneSpec> before,
      Optional<Plane> planeBefore,
      int life) {
    Class<S> type = entry.component().specType();
    Optional<S> old =
        before.flatMap(b -> b.component(entry.name())).filter(type::isInstance).map(type::cast);
    Change<S> change =
        new Change<>(roster.plane(), planeBefore, old, Optional.of(entry.spec()), roster::answer)
            .inLife(life)
            .asked(roster.asked(entry));
    for (Task task : entry.component().recipe(change)) {
      add(entry, task, "its recipe");
    }
    for (Claim<?> claim : roster.claims(entry)) {
      Roster.Entry<?> provider = roster.provider(claim);
      for (Task task : roster.provision(claim).tasks()) {
        add(provider, task, claim).providers().add(provider.name());
      }
    }
  }

  @CanIgnoreReturnValue
  private Vertex add(Roster.Entry<?> entry, Task task, Object origin) {
    String id = Node.idOf(entry.name(), task.name());
    boolean isAnother = vertices.containsKey(id) && !origin.equals(origins.get(id));
    if (isAnother || (vertices.containsKey(id) && !(origin instanceof Claim<?>))) {
      throw new InvalidSpecException(
          List.of(
              new Violation(
                  "components[" + entry.name() + "]",
                  "has two tasks called "
                      + task.name()
                      + ", of "
                      + origin
                      + " and "
                      + origins.get(id),
                  "a name for each task and claim")));
    }
    origins.put(id, origin);
    Vertex vertex = vertices.computeIfAbsent(id, i -> Vertex.of(entry.name(), task));
    task.needs().tasks().forEach(name -> vertex.needs().add(Node.idOf(entry.name(), name)));
    for (Claim<?> claim : task.needs().claims()) {
      ComponentName provider = roster.provider(claim).name();
      vertex.providers().add(provider);
      roster.provision(claim).tasks().stream()
          .filter(t -> t.phase() != Phase.CONTRACT)
          .forEach(t -> vertex.needs().add(Node.idOf(provider, t.name())));
    }
    return vertex;
  }

  private void forgetLater(Vertex vertex) {
    if (origins.get(vertex.id()) instanceof Claim<?>) {
      Phase phase = vertex.task().phase();
      of(vertex.owner()).stream()
          .filter(other -> other.task().phase().compareTo(phase) > 0)
          .forEach(other -> vertex.needs().remove(other.id()));
    }
  }

  private void order(ComponentName name) {
    Set<ComponentName> consumers = this.consumers.of(name);
    // who claims of each other contracts side by side
    consumers.removeIf(c -> this.consumers.of(c).contains(name));
    for (Vertex vertex : of(name, Phase.FOLLOW)) {
      vertex.needs().addAll(idsOf(name, Phase.EXPAND));
    }
    for (Vertex vertex : of(name, Phase.CONTRACT)) {
      vertex.needs().addAll(idsOf(name, Phase.EXPAND));
      vertex.needs().addAll(idsOf(name, Phase.FOLLOW));
      for (ComponentName consumer : consumers) {
        vertex.needs().addAll(idsOf(consumer, Phase.FOLLOW));
        vertex.needs().addAll(idsOf(consumer, Phase.CONTRACT));
      }
    }
  }

  /** What is filled in comes after what it is filled from. */
  private void orderSecrets(Vertex vertex) {
    if (!(vertex.task() instanceof Apply apply)) {
      return;
    }
    Set<String> sources = new TreeSet<>();
    apply.secrets().forEach(template -> sources.addAll(template.sources()));
    vertices.forEach(
        (id, other) -> {
          if (other.task() instanceof Generate made && sources.contains(made.secret())) {
            vertex.needs().add(id);
          }
        });
  }

  private List<Vertex> of(ComponentName component, Phase phase) {
    return of(component).stream().filter(v -> v.task().phase() == phase).toList();
  }

  private List<Vertex> of(ComponentName component) {
    return vertices.values().stream().filter(v -> v.owner().equals(component)).toList();
  }

  private List<String> idsOf(ComponentName component, Phase phase) {
    return of(component, phase).stream().map(Vertex::id).toList();
  }
}
