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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The tasks of all components in an order that respects what each one needs. Pure.
 *
 * <p>Edges come from these rules:
 *
 * <ol>
 *   <li>a task comes after the tasks it names, and after the tasks that make a claim serving which
 *       it names;
 *   <li>the follow tasks of a component come after its expand tasks;
 *   <li>the contract tasks of a component come after the follow tasks of its own and of everyone
 *       who claims of it, directly or not, and after their contract tasks, unless they claim of
 *       each other;
 *   <li>a Secret that is filled in comes after the generated ones it is filled from.
 *   <li>what goes comes last, as {@link Contraction} says;
 *   <li>what nobody waits for lets others go first, as {@link Yielding} says.
 * </ol>
 *
 * A cycle is a violation that names its tasks.
 */
final class Graph {
  private final Roster roster;
  private final Past past;
  private final Map<String, Vertex> vertices = new TreeMap<>();
  private final Map<String, Object> origins = new TreeMap<>();

  /** A task on its way to become a node. */
  record Vertex(
      ComponentName owner,
      Task task,
      Set<String> needs,
      Set<ComponentName> providers,
      Set<String> voids) {
    static Vertex of(ComponentName owner, Task task) {
      return new Vertex(owner, task, new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    }
  }

  private Graph(Roster roster, Past past) {
    this.roster = roster;
    this.past = past;
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
    new Contraction(graph.vertices, roster, past).add(life);
    roster.entries().forEach(e -> graph.order(e.name()));
    past.gone(roster).forEach(g -> graph.order(g.name()));
    graph.vertices.values().forEach(graph::orderSecrets);
    Yielding.order(graph.vertices, roster);
    return graph.sorted();
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
        new Change<>(
                roster.plane(),
                planeBefore,
                old,
                Optional.of(entry.spec()),
                claim -> roster.provision(claim).binding())
            .inLife(life);
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

  private void order(ComponentName name) {
    Set<ComponentName> consumers = consumers(name);
    // who claims of each other contracts side by side
    consumers.removeIf(c -> consumers(c).contains(name));
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

  /** Who claims of it, directly or through others; never itself. */
  private Set<ComponentName> consumers(ComponentName provider) {
    Set<ComponentName> found = new LinkedHashSet<>();
    boolean grew = true;
    while (grew) {
      grew = consumersIn(roster, provider, found);
      for (Roster then : past.rosters()) {
        grew |= consumersIn(then, provider, found);
      }
    }
    return found;
  }

  private static boolean consumersIn(
      Roster roster, ComponentName provider, Set<ComponentName> found) {
    boolean grew = false;
    for (Roster.Entry<?> entry : roster.entries()) {
      boolean claims =
          roster.claims(entry).stream()
              .flatMap(c -> roster.onlyProvider(c).stream())
              .map(Roster.Entry::name)
              .anyMatch(p -> p.equals(provider) || found.contains(p));
      grew |= claims && !entry.name().equals(provider) && found.add(entry.name());
    }
    return grew;
  }

  private List<Vertex> of(ComponentName component, Phase phase) {
    return vertices.values().stream()
        .filter(v -> v.owner().equals(component) && v.task().phase() == phase)
        .toList();
  }

  private List<String> idsOf(ComponentName component, Phase phase) {
    return of(component, phase).stream().map(v -> Node.idOf(v.owner(), v.task().name())).toList();
  }

  private List<Node> sorted() {
    vertices.forEach(this::checkNeeds);
    Map<String, Node> done = new LinkedHashMap<>();
    boolean grew = true;
    while (grew) {
      grew = false;
      for (Map.Entry<String, Vertex> entry : vertices.entrySet()) {
        if (!done.containsKey(entry.getKey())
            && done.keySet().containsAll(entry.getValue().needs())) {
          done.put(entry.getKey(), node(entry.getValue()));
          grew = true;
        }
      }
    }
    if (done.size() < vertices.size()) {
      throw cycle(done.keySet());
    }
    return new ArrayList<>(done.values());
  }

  private void checkNeeds(String id, Vertex vertex) {
    for (String need : vertex.needs()) {
      if (!vertices.containsKey(need)) {
        throw new IllegalStateException("task " + id + " needs " + need + ", which does not exist");
      }
    }
  }

  private static Node node(Vertex vertex) {
    return new Node(
        vertex.owner(),
        vertex.task(),
        List.copyOf(vertex.needs()),
        List.copyOf(vertex.providers()),
        List.copyOf(vertex.voids()));
  }

  private InvalidSpecException cycle(Set<String> done) {
    Map<String, String> next = new TreeMap<>();
    vertices.forEach(
        (id, vertex) ->
            vertex.needs().stream()
                .filter(need -> !done.contains(need) && !done.contains(id))
                .findFirst()
                .ifPresent(need -> next.put(id, need)));
    List<String> path = new ArrayList<>();
    String at = next.keySet().iterator().next();
    while (!path.contains(at)) {
      path.add(at);
      at = next.getOrDefault(at, at);
    }
    List<String> loop = new ArrayList<>(path.subList(path.indexOf(at), path.size()));
    loop.add(at);
    return new InvalidSpecException(
        List.of(
            new Violation(
                "components",
                "tasks need each other: " + String.join(" → ", loop),
                "remove one of these needs; of a claim, wait for its address instead of its"
                    + " service")));
  }
}
