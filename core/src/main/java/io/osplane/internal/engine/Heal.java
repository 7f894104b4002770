package io.osplane.internal.engine;

import io.osplane.ComponentSpec;
import io.osplane.ControlPlaneSpec;
import io.osplane.health.Condition;
import io.osplane.plan.Impact;
import io.osplane.plan.Plan;
import io.osplane.plan.Step;
import io.osplane.spi.Act;
import io.osplane.spi.Plane;
import io.osplane.spi.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    String content = "heal\n" + last.number() + "\n" + steps;
    Plan plan =
        new Plan(
            name(),
            engine().cluster().server(),
            engine().cluster().namespace(),
            engine().plane(),
            steps,
            Keys.sha256(content));
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
      step(node, found).ifPresent(steps::add);
    }
  }

  private static Optional<Step> step(Node node, List<Condition> found) {
    if (!(node.task() instanceof Act act)) {
      return Optional.empty();
    }
    String reason =
        found.stream()
            .filter(c -> !c.remedy().isEmpty())
            .map(c -> c.code() + ": " + c.message())
            .findFirst()
            .orElse("");
    return Optional.of(
        new Step(
            node.id(),
            act.phase(),
            act.summary(),
            reason,
            Impact.NONE,
            act.undo(),
            node.needs(),
            act.key().toString(),
            List.of()));
  }

  @Override
  Ledger ledger(Situation now, Hold hold) {
    return Ledger.none();
  }

  @Override
  void remember(Situation now, Hold hold, Draft draft, List<String> left) {}
}
