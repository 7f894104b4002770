package io.osplane.internal.engine;

import io.osplane.ComponentSpec;
import io.osplane.ControlPlaneSpec;
import io.osplane.health.Condition;
import io.osplane.plan.Impact;
import io.osplane.plan.Plan;
import io.osplane.plan.Step;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Plane;
import io.osplane.spi.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Mends what the components find, as far as they know a remedy. */
public final class Heal extends Verb {
  public Heal(Engine engine) {
    super(engine, "heal");
  }

  @Override
  Draft draft(Situation now, boolean isReviewed) {
    ControlPlaneSpec spec = engine().deployedSpec(now, "heal");
    Plane plane = engine().planeOf(spec);
    Roster roster = Roster.of(spec, plane, engine().kinds(), Set.of());
    List<Node> nodes = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    for (Roster.Entry<?> entry : roster.entries()) {
      heal(entry, new Observer(now, plane, entry.name()), nodes, steps);
    }
    Revision last = now.state().revision().orElseThrow();
    StringBuilder content = new StringBuilder("" + last.number());
    steps.forEach(s -> content.append('\n').append(s.id()).append(s.key()));
    Plan plan =
        new Plan(
            name(),
            engine().cluster().server(),
            engine().cluster().namespace(),
            engine().plane(),
            steps,
            fingerprint(content.toString()));
    return new Draft(plan, plane, nodes, last);
  }

  private static <S extends ComponentSpec> void heal(
      Roster.Entry<S> entry, Observer observer, List<Node> nodes, List<Step> steps) {
    List<Condition> found = entry.component().probe(entry.spec(), observer);
    for (Task task : entry.component().remedies(entry.spec(), observer.plane(), found)) {
      List<String> needs =
          task.needs().tasks().stream().map(n -> Node.idOf(entry.name(), n)).sorted().toList();
      Node node = new Node(entry.name(), task, needs, List.of());
      nodes.add(node);
      steps.add(step(node, found));
    }
  }

  private static Step step(Node node, List<Condition> found) {
    String reason =
        found.stream()
            .filter(c -> !c.remedy().isEmpty())
            .map(c -> c.code() + ": " + c.message())
            .findFirst()
            .orElse("");
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

  @Override
  Ledger ledger(Situation now, Hold hold, Draft draft) {
    return Ledger.none();
  }

  @Override
  void remember(Situation now, Hold hold, Draft draft, List<String> left) {}
}
