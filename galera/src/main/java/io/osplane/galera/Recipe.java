package io.osplane.galera;

import io.osplane.plan.Phase;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Apply;
import io.osplane.spi.Await;
import io.osplane.spi.Change;
import io.osplane.spi.Needs;
import io.osplane.spi.Task;
import io.osplane.spi.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The tasks that bring a cluster from one spec to another. */
final class Recipe {
  private static final Duration VOLUMES = Duration.ofSeconds(5);

  /** The task after which clients get through. */
  static final String REACHED = "reached";

  private static final int PROXIED = 3;
  private final Change<GaleraSpec> change;
  private final GaleraSpec spec;
  private final GaleraManifests objects;

  Recipe(Change<GaleraSpec> change) {
    this.change = change;
    this.spec = change.spec();
    this.objects = new GaleraManifests(spec, change.plane());
  }

  List<Task> tasks() {
    List<Task> proxies = spec.replicas() >= PROXIED ? proxies() : List.of();
    return Stream.of(volumes(), members(), proxies).flatMap(List::stream).toList();
  }

  private List<Task> volumes() {
    return List.of(
        new Apply("base", Phase.EXPAND, Needs.none(), objects.base(), List.of()),
        new Apply("volumes", Phase.EXPAND, Needs.none(), objects.members().volumes(), List.of()),
        Await.of("bound", "the volumes are bound", view -> Readiness.bound(view, spec))
            .after(Needs.tasks("volumes"))
            .orGoOnAfter(VOLUMES));
  }

  private List<Task> members() {
    return List.of(
        Apply.of("members", objects.members().set())
            .in(change.moving())
            .after(Needs.tasks("base", "bound")),
        start(),
        reached(),
        ready(spec).in(change.moving()).after(Needs.tasks("members", "bootstrap")),
        complete());
  }

  /** Additive also where members change: what runs already needs no start. */
  private Act start() {
    return Act.of(
        "bootstrap",
        change.isNew() ? Needs.tasks("members") : Needs.none(),
        "Start the cluster, from its data or anew",
        Map.of("life", change.life() + ""),
        new Bootstrap(spec));
  }

  /** One that is new lets clients begin when they get through; one that changes had some before. */
  private Await reached() {
    return Await.of(
            REACHED,
            "clients reach the database",
            view -> change.isNew() ? Readiness.reached(spec, view) : Verdict.met())
        .after(Needs.tasks("bootstrap"));
  }

  private Act complete() {
    return new Act(
        "complete",
        change.moving(),
        Needs.tasks("ready"),
        "Note that every member has the data",
        Map.of("life", change.life() + "", "replicas", spec.replicas() + ""),
        Undo.REAPPLY,
        new Complete(spec));
  }

  private List<Task> proxies() {
    String name = spec.name() + "-proxy";
    return List.of(
        new Apply(
            "proxy", change.moving(), Needs.tasks("base"), objects.proxies().all(), List.of()),
        Await.of("proxy-ready", "the proxies are ready", view -> Readiness.rolledOut(view, name))
            .in(change.moving())
            .after(Needs.tasks("proxy")));
  }

  /** The wait for the members, which a repair has too. */
  static Await ready(GaleraSpec spec) {
    return new Await(
        "ready",
        Phase.EXPAND,
        Needs.none(),
        "every member is Primary and Synced",
        probe -> Readiness.ready(spec, probe),
        Optional.empty());
  }
}
