package io.osplane.sdn;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.osplane.plan.Phase;
import io.osplane.spi.Act;
import io.osplane.spi.Apply;
import io.osplane.spi.Await;
import io.osplane.spi.Change;
import io.osplane.spi.Manifests;
import io.osplane.spi.Needs;
import io.osplane.spi.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The tasks that bring OVN from one spec to another. */
final class Recipe {
  static final String BOOTSTRAP = "bootstrap";
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
    return Stream.of(volumes(), members(), northd(), hosts()).flatMap(List::stream).toList();
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
        Apply.of("members", sets).in(change.moving()).after(Needs.tasks("base", "bound")),
        bootstrap(),
        Await.of("ready", "every member serves", view -> Readiness.members(names, view))
            .in(change.moving())
            .after(Needs.tasks("members", BOOTSTRAP)));
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

  /** Old northds understand new databases, but not the other way round. */
  private List<Task> northd() {
    NorthdManifests northd = new NorthdManifests(names, shared);
    return List.of(
        Apply.of("northd", northd.deployment(scripts()))
            .in(change.moving())
            .after(Needs.tasks(change.isNew() ? "base" : "ready")),
        Await.of("northd-ready", "northd is ready", view -> Readiness.northd(names, view))
            .in(change.moving())
            .after(Needs.tasks("northd", "ready")));
  }

  private List<Task> hosts() {
    return List.of(
        new Apply(
            "openvswitch", change.moving(), Needs.tasks("base"), hosts.openvswitch(), List.of()),
        new Apply(
            "controllers", change.moving(), Needs.tasks("base"), hosts.controllers(), List.of()),
        Await.of("hosts", "every host has its switch", view -> Readiness.hosts(hosts.sets(), view))
            .in(change.moving())
            .after(Needs.tasks("openvswitch", "controllers", "northd-ready"))
            .orGoOnAfter(HOSTS));
  }

  private DatabaseManifests database(Database database) {
    return new DatabaseManifests(spec, names, shared, database);
  }

  private String scripts() {
    return central.scripts().getMetadata().getName();
  }
}
