package io.osplane.internal.engine;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import io.osplane.ControlPlaneSpec;
import io.osplane.error.RefusedException;
import io.osplane.plan.Impact;
import io.osplane.plan.Plan;
import io.osplane.plan.Step;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Await;
import io.osplane.spi.Generate;
import io.osplane.spi.Plane;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Brings the cloud to a spec: what deploy, edit and scale are. */
public final class Deploy extends Verb {
  private final Function<Situation, ControlPlaneSpec> wanted;

  private Deploy(Engine engine, String verb, Function<Situation, ControlPlaneSpec> wanted) {
    super(engine, verb);
    this.wanted = wanted;
  }

  /** To a spec of the caller's. */
  public static Deploy to(Engine engine, ControlPlaneSpec spec) {
    return new Deploy(engine, "deploy", now -> spec);
  }

  /** To the last applied spec with a change. */
  public static Deploy edit(Engine engine, Function<ControlPlaneSpec, ControlPlaneSpec> change) {
    return new Deploy(engine, "edit", now -> change.apply(engine.deployedSpec(now, "edit")));
  }

  @Override
  Draft draft(Situation now, boolean isReviewed) {
    ControlPlaneSpec spec = wanted.apply(now);
    Optional<Revision> last = now.state().revision();
    refuseSilentUndo(spec, engine().lastSpec(now), last, isReviewed);
    engine().lastSpec(now).ifPresent(old -> refuseAnotherDomain(old, spec));
    // what was carried out to the end: a change that was cut off is still the same change
    Optional<ControlPlaneSpec> before = now.state().lastDone().flatMap(engine()::specOf);
    Set<ComponentName> deployed = engine().lastSpec(now).map(Deploy::names).orElse(Set.of());
    Plane plane = engine().planeOf(spec);
    Roster roster = Roster.of(spec, plane, engine().kinds(), deployed);
    int life = last.map(r -> r.isRemoval() ? r.life() + 1 : r.life()).orElse(1);
    Past past = past(now, spec);
    List<Node> nodes = Graph.of(roster, before, before.map(engine()::planeOf), life, past);
    Owners.check(nodes);
    Sources.check(nodes, now);
    VolumeSizes.check(nodes, now);
    SharedNodes.check(nodes, now);
    Set<String> inventory = Inventory.of(nodes, now);
    Revision revision = revision(engine().codec().toYaml(spec), last, life, inventory);
    Planner planner = new Planner(now, generated(nodes));
    Pruning pruning = new Pruning(inventory, past.superseded(roster));
    List<Step> steps = steps(now, planner, nodes, pruning);
    Plan plan =
        plan(steps, revision.spec(), last)
            .leaving(planner.left(nodes))
            .acknowledging(roster.acknowledged());
    return new Draft(plan, roster, nodes, revision);
  }

  private Past past(Situation now, ControlPlaneSpec spec) {
    List<Roster> rosters =
        now.state().current().stream()
            .flatMap(r -> engine().specOf(r).stream())
            .filter(then -> !then.equals(spec))
            .map(then -> Roster.past(then, engine().planeOf(then), engine().kinds()))
            .toList();
    return new Past(rosters, name -> Teardown.of(name, now).map(Teardown::act));
  }

  /** The last revision, if it is of the same spec; else the next one. */
  private Revision revision(String yaml, Optional<Revision> last, int life, Set<String> inventory) {
    Optional<Revision> same =
        last.filter(r -> r.spec().equals(yaml) && r.verb().equals(name()) && r.life() == life);
    if (same.isPresent()) {
      boolean hasSame = Inventory.names(same.get().inventory()).equals(inventory);
      return hasSame ? same.get() : same.get().with(List.copyOf(inventory), false);
    }
    int number = last.map(Revision::number).orElse(0) + 1;
    return new Revision(number, name(), life, yaml, List.copyOf(inventory), false);
  }

  @Override
  Ledger ledger(Situation now, Hold hold, Draft draft) {
    return Ledger.receipts(now.state(), hold, draft.nodes());
  }

  /** What is retired has left, and what comes back later is new. */
  @Override
  void remember(Situation now, Hold hold, Draft draft, List<String> left) {
    Set<String> standing =
        draft.nodes().stream()
            .filter(n -> !n.isRetirement())
            .map(Node::id)
            .collect(Collectors.toSet());
    super.remember(now, hold, draft, left);
    now.state().retain(hold, standing::contains);
  }

  private static Set<ComponentName> names(ControlPlaneSpec spec) {
    return spec.components().stream().map(ComponentSpec::name).collect(Collectors.toSet());
  }

  private void refuseSilentUndo(
      ControlPlaneSpec spec,
      Optional<ControlPlaneSpec> before,
      Optional<Revision> last,
      boolean isReviewed) {
    boolean isForeign =
        last.isPresent() && !last.get().isRemoval() && !last.get().verb().equals("deploy");
    if (name().equals("deploy") && isForeign && !isReviewed && !before.equals(Optional.of(spec))) {
      throw new RefusedException(
          "deploy this spec unseen",
          "since the last deploy, "
              + last.get().verb()
              + " changed the spec (revision "
              + last.get().number()
              + "), and this would undo it",
          "Look at deploy(spec).plan() and apply that plan, or go on from spec()");
    }
  }

  /** Members are known to each other, and know their data, by names that end in it. */
  private static void refuseAnotherDomain(ControlPlaneSpec old, ControlPlaneSpec spec) {
    if (!old.clusterDomain().equals(spec.clusterDomain())) {
      throw new RefusedException(
          "change the cluster's domain to " + spec.clusterDomain(),
          "the control plane is deployed in " + old.clusterDomain(),
          "Leave clusterDomain as it is, or remove the control plane with its data first");
    }
  }

  private static List<Step> steps(
      Situation now, Planner planner, List<Node> nodes, Pruning pruning) {
    List<String> past = now.state().inventory();
    Set<String> before = Inventory.existed(past);
    List<Step> steps = new ArrayList<>();
    Set<String> removed = new TreeSet<>();
    for (Node node : nodes) {
      if (node.task() instanceof Act act && act.action() instanceof Teardown teardown) {
        steps.add(teardown.step(node, "the spec has it no more"));
        teardown.objects().forEach(o -> removed.add(Inventory.entry(o)));
      } else {
        planner.step(node, before).ifPresent(steps::add);
      }
    }
    List<String> pruned = past.stream().filter(e -> !removed.contains(e.split("=", 2)[0])).toList();
    pruning.step(now, pruned, List.copyOf(steps)).ifPresent(steps::add);
    return steps.isEmpty() ? steps : withWaits(nodes, steps);
  }

  private static Set<String> generated(List<Node> nodes) {
    return nodes.stream()
        .map(Node::task)
        .filter(Generate.class::isInstance)
        .map(t -> ((Generate) t).secret())
        .collect(Collectors.toSet());
  }

  /** The waits are shown where there is something to wait for. */
  private static List<Step> withWaits(List<Node> nodes, List<Step> steps) {
    Set<String> busy = new TreeSet<>();
    steps.forEach(s -> busy.add(s.id().substring(0, s.id().indexOf('/'))));
    List<Step> all = new ArrayList<>();
    for (Node node : nodes) {
      steps.stream().filter(s -> s.id().equals(node.id())).forEach(all::add);
      if (node.task() instanceof Await await && busy.contains(node.component().value())) {
        all.add(
            new Step(
                node.id(),
                await.phase(),
                "Wait until " + await.what(),
                "",
                Impact.NONE,
                Undo.REAPPLY,
                node.needs(),
                "",
                List.of()));
      }
    }
    steps.stream().filter(s -> !all.contains(s)).forEach(all::add);
    Set<String> ids = all.stream().map(Step::id).collect(Collectors.toSet());
    return all.stream().map(s -> s.afterOnly(ids)).toList();
  }

  private Plan plan(List<Step> steps, String yaml, Optional<Revision> last) {
    StringBuilder content = new StringBuilder(name() + "\n" + yaml + "\n" + Revision.RENDERER);
    content.append('\n').append(last.map(Revision::number).orElse(0));
    steps.forEach(s -> content.append('\n').append(s.id()).append(s.key()).append(s.changes()));
    return new Plan(
        name(),
        engine().cluster().server(),
        engine().cluster().namespace(),
        engine().plane(),
        steps,
        fingerprint(content.toString()));
  }
}
