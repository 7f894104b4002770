package io.osplane.sdn;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.osplane.plan.Phase;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Apply;
import io.osplane.spi.Await;
import io.osplane.spi.Change;
import io.osplane.spi.Manifests;
import io.osplane.spi.Needs;
import io.osplane.spi.Rollout;
import io.osplane.spi.Task;
import io.osplane.spi.Verdict;
import io.osplane.spi.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The tasks that bring OVN from one spec to another. */
final class Recipe {
  static final String BOOTSTRAP = "bootstrap";
  private static final String LEAVE = "leave";
  private static final String METADATA = "metadata";
  private static final Duration VOLUMES = Duration.ofSeconds(5);
  private static final Duration HOSTS = Duration.ofMinutes(2);
  private final Change<OvnSpec> change;
  private final OvnSpec spec;
  private final Names names;
  private final Manifests shared;
  private final CentralManifests central;
  private final HostManifests hosts;

  Recipe(Change<OvnSpec> change) {
    this.change = change;
    this.spec = change.spec();
    this.names = Names.of(spec, change.plane());
    this.shared = change.manifests();
    this.central = new CentralManifests(names, shared);
    this.hosts = new HostManifests(spec, change.plane());
  }

  List<Task> tasks() {
    return Stream.of(leaving(), volumes(), members(), northd(), hosts())
        .flatMap(List::stream)
        .toList();
  }

  private int before() {
    return change.before().map(OvnSpec::replicas).orElse(0);
  }

  private boolean shrinks() {
    return before() > spec.replicas();
  }

  /** Members go only after every client stopped using them. */
  private Phase moving() {
    return shrinks() ? Phase.CONTRACT : change.moving();
  }

  private List<Task> leaving() {
    if (!shrinks()) {
      return List.of();
    }
    return List.of(
        new Act(
            LEAVE,
            Phase.CONTRACT,
            Needs.none(),
            "Let the members that go leave their clusters",
            Map.of("from", before() + "", "to", spec.replicas() + "", "life", change.life() + ""),
            Undo.REAPPLY,
            new Leaving(names.with(before()), names)));
  }

  private List<Task> volumes() {
    List<HasMetadata> claims =
        Stream.of(Database.values()).flatMap(d -> database(d).volumes().stream()).toList();
    return List.of(
        new Apply("base", Phase.EXPAND, Needs.none(), central.base(), List.of()),
        new Apply("volumes", Phase.EXPAND, Needs.none(), claims, List.of()),
        Await.of("bound", "the volumes are bound", view -> Readiness.bound(names, view))
            .after(Needs.tasks("volumes"))
            .orGoOnAfter(VOLUMES));
  }

  private List<Task> members() {
    HasMetadata[] sets =
        Stream.of(Database.values())
            .map(d -> database(d).set(scripts()))
            .toArray(HasMetadata[]::new);
    return List.of(
        Apply.of("members", sets)
            .in(moving())
            .after(shrinks() ? Needs.tasks(LEAVE, "base") : Needs.tasks("base", "bound")),
        bootstrap(),
        ready(names).in(moving()).after(Needs.tasks("members", BOOTSTRAP)));
  }

  /** Additive also where members change: what runs already needs no order. */
  private Act bootstrap() {
    return Act.of(
        BOOTSTRAP,
        change.isNew() ? Needs.tasks("members") : Needs.none(),
        "Make the databases' clusters, where there never were any",
        Map.of("life", change.life() + ""),
        new Bootstrap(names));
  }

  /** The wait for the members, which a repair has too. */
  static Await ready(Names names) {
    return Await.of("ready", "every member serves", view -> Readiness.members(names, view));
  }

  /** Last of all: what a new northd says, old agents of hosts might not understand. */
  private List<Task> northd() {
    NorthdManifests northd = new NorthdManifests(names, shared);
    boolean isFirst = change.isNew() || shrinks();
    return List.of(
        Apply.of("northd", northd.deployment(scripts()))
            .in(change.moving())
            .after(isFirst ? Needs.tasks("base") : Needs.tasks("ready", "hosts")),
        Await.of("northd-ready", "northd is ready", this::northdIsReady)
            .in(change.moving())
            .after(shrinks() ? Needs.tasks("northd") : Needs.tasks("northd", "ready")));
  }

  private Verdict northdIsReady(View view) {
    return Rollout.verdict(view, spec.name(), List.of(names.northd()));
  }

  private List<Task> hosts() {
    Needs base = Needs.tasks("base");
    Phase phase = change.moving();
    List<Task> tasks = new ArrayList<>();
    tasks.add(new Apply("openvswitch", phase, base, hosts.openvswitch(), List.of()));
    tasks.add(new Apply("controllers", phase, base, hosts.controllers(), List.of()));
    // an agent without somebody to ask would only take time from those that others wait for
    metadata()
        .map(m -> new Apply(METADATA, phase, asked(base), m.objects(), List.of(m.secret())))
        .ifPresent(tasks::add);
    tasks.add(arrival(tasks.stream().map(Task::name)));
    return List.copyOf(tasks);
  }

  private Needs asked(Needs base) {
    return base.andServing(Ovn.metadata(spec));
  }

  private Await arrival(Stream<String> written) {
    Stream<String> before = change.isNew() ? Stream.of(BOOTSTRAP) : Stream.of();
    List<String> sets = new ArrayList<>(hosts.sets());
    metadata().ifPresent(m -> sets.add(names.metadata()));
    return Await.of("hosts", "every host has its switch", view -> Readiness.hosts(sets, view))
        .in(change.moving())
        .after(Needs.tasks(Stream.concat(written, before).toArray(String[]::new)))
        .orGoOnAfter(HOSTS);
  }

  private Optional<MetadataManifests> metadata() {
    return change
        .find(Ovn.metadata(spec))
        .map(nova -> new MetadataManifests(change.plane(), names, shared, nova));
  }

  private DatabaseManifests database(Database database) {
    return new DatabaseManifests(spec, names, shared, database);
  }

  private String scripts() {
    return central.scripts().getMetadata().getName();
  }
}
