package io.osplane.internal.engine;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import io.osplane.ControlPlaneSpec;
import io.osplane.health.Condition;
import io.osplane.plan.Impact;
import io.osplane.plan.Plan;
import io.osplane.plan.Step;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Probe;
import io.osplane.spi.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A verb whose tasks follow from what is seen, and which leaves the spec as it is. Nothing is
 * remembered of it: what is so already is seen again.
 */
public final class Errand extends Verb {
  private final Function<Roster, List<Roster.Entry<?>>> whose;
  private final Finder finder;

  private Errand(
      Engine engine, String verb, Function<Roster, List<Roster.Entry<?>>> whose, Finder finder) {
    super(engine, verb);
    this.whose = whose;
    this.finder = finder;
  }

  /** What there is to do for a component. */
  private interface Finder {
    <S extends ComponentSpec> Found find(Roster.Entry<S> entry, Observer observer);
  }

  /**
   * Tasks of a component.
   *
   * @param reason why; empty if the verb says it all
   */
  private record Found(List<Task> tasks, String reason) {}

  /** Mends what the components find, as far as they know a remedy. */
  public static Errand heal(Engine engine) {
    return new Errand(
        engine,
        "heal",
        Roster::entries,
        new Finder() {
          @Override
          public <S extends ComponentSpec> Found find(Roster.Entry<S> entry, Observer observer) {
            List<Condition> found = entry.component().probe(entry.spec(), observer);
            return new Found(
                entry.component().remedies(entry.spec(), observer.plane(), found), reason(found));
          }
        });
  }

  /** Has every component prove by use that it works. */
  public static Errand verify(Engine engine) {
    return new Errand(
        engine,
        "verify",
        Roster::entries,
        new Finder() {
          @Override
          public <S extends ComponentSpec> Found find(Roster.Entry<S> entry, Observer observer) {
            return new Found(entry.component().verification(entry.spec(), observer.plane()), "");
          }
        });
  }

  /** Carries out tasks of one component. */
  static Errand of(
      Engine engine, String verb, ComponentName component, Function<Probe, List<Task>> tasks) {
    return new Errand(
        engine,
        verb,
        roster -> List.of(roster.deployed(component)),
        new Finder() {
          @Override
          public <S extends ComponentSpec> Found find(Roster.Entry<S> entry, Observer observer) {
            return new Found(tasks.apply(observer), "");
          }
        });
  }

  @Override
  Draft draft(Situation now, boolean isReviewed) {
    ControlPlaneSpec spec = engine().deployedSpec(now, name());
    Roster roster = Roster.standing(spec, engine().planeOf(spec), engine().kinds());
    List<Node> nodes = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    for (Roster.Entry<?> entry : whose.apply(roster)) {
      Found found = finder.find(entry, new Observer(now, roster, entry.name()));
      for (Task task : found.tasks()) {
        Node node = node(entry.name(), task);
        nodes.add(node);
        steps.add(step(node, found.reason()));
      }
    }
    Revision last = now.state().revision().orElseThrow();
    return new Draft(plan(steps, last), roster, nodes, last);
  }

  private static Node node(ComponentName component, Task task) {
    List<String> needs =
        task.needs().tasks().stream().map(n -> Node.idOf(component, n)).sorted().toList();
    return new Node(component, task, needs, List.of());
  }

  private Plan plan(List<Step> steps, Revision last) {
    StringBuilder content = new StringBuilder("" + last.number());
    steps.forEach(s -> content.append('\n').append(s.id()).append(s.key()));
    return new Plan(
        name(),
        engine().cluster().server(),
        engine().cluster().namespace(),
        engine().plane(),
        steps,
        fingerprint(content.toString()));
  }

  private static String reason(List<Condition> found) {
    return found.stream()
        .filter(c -> !c.remedy().isEmpty())
        .map(c -> c.code() + ": " + c.message())
        .findFirst()
        .orElse("");
  }

  private static Step step(Node node, String reason) {
    Task task = node.task();
    return new Step(
        node.id(),
        task.phase(),
        task instanceof Act act ? act.summary() : "Carry out " + task.name(),
        reason,
        Impact.NONE,
        task instanceof Act act ? act.undo() : Undo.REAPPLY,
        node.needs(),
        task instanceof Act act ? act.key().toString() : "",
        List.of());
  }

  /** What one finding asks for has nothing to do with another. */
  @Override
  Conductor.Setback setback() {
    return Conductor.Setback.SPARES_OTHERS;
  }

  @Override
  Ledger ledger(Situation now, Hold hold, Draft draft) {
    return Ledger.none();
  }

  @Override
  void remember(Situation now, Hold hold, Draft draft, List<String> left) {}
}
