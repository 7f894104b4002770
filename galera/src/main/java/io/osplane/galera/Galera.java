package io.osplane.galera;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.osplane.error.Violation;
import io.osplane.health.Condition;
import io.osplane.plan.Phase;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Apply;
import io.osplane.spi.Await;
import io.osplane.spi.Capability;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.DatabaseClaim;
import io.osplane.spi.Generate;
import io.osplane.spi.Needs;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.Provision;
import io.osplane.spi.Task;
import io.osplane.spi.Verdict;
import io.osplane.spi.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * MariaDB with Galera. Members join by themselves; who starts the cluster is decided by {@link
 * Start}. With three members or more, clients reach one writer through HAProxy.
 */
public final class Galera implements Component<GaleraSpec> {
  private static final Pattern QUANTITY = Pattern.compile("[1-9][0-9]*(Mi|Gi|Ti)");
  private static final Duration VOLUMES = Duration.ofSeconds(5);
  private static final int PROXIED = 3;

  @Override
  public String kind() {
    return "galera";
  }

  @Override
  public Class<GaleraSpec> specType() {
    return GaleraSpec.class;
  }

  @Override
  public List<Violation> validate(GaleraSpec spec, Plane plane) {
    List<Violation> violations = new ArrayList<>();
    if (spec.replicas() < 1 || spec.replicas() % 2 == 0 || spec.replicas() > 9) {
      violations.add(
          new Violation(
              "replicas",
              spec.replicas() + " members have no majority worth having",
              "1, 3, 5, 7 or 9"));
    }
    if (!QUANTITY.matcher(spec.storage()).matches()) {
      violations.add(
          new Violation("storage", "'" + spec.storage() + "' is no size", "for example 50Gi"));
    }
    violations.addAll(ServerOptions.violations(spec.options()));
    return violations;
  }

  @Override
  public Set<Capability<?>> provides() {
    return Set.of(Capability.DATABASE);
  }

  @Override
  public Provision<?> provide(Claim<?> claim, GaleraSpec spec, Plane plane) {
    if (!(claim instanceof DatabaseClaim database)) {
      throw new IllegalArgumentException("galera does not provide " + claim.capability());
    }
    Generate password = Generate.password(spec.name() + "-" + database.name().replace('_', '-'));
    DatabaseClaim.Binding binding =
        new DatabaseClaim.Binding(
            spec.name().value(), 3306, database.name(), database.name(), password.ref("password"));
    Act account =
        Act.of(
            "database-" + database.name().replace('_', '-'),
            Needs.tasks("bootstrap", password.name()),
            "Create database " + database.name() + " with its account",
            Map.of("epoch", binding.password().epoch() + ""),
            new Account(spec, database.name(), binding.password()));
    Act retirement =
        Act.retiring(
            "retire-" + database.name().replace('_', '-'),
            "Drop the account of database " + database.name() + "; the database stays",
            account.key(),
            new Retirement(spec, database.name()));
    return new Provision<>(binding, List.of(password, account), List.of(retirement));
  }

  @Override
  public List<Task> recipe(Change<GaleraSpec> change) {
    if (change.isRemoval()) {
      return List.of();
    }
    GaleraManifests objects = new GaleraManifests(change.spec(), change.plane());
    GaleraSpec spec = change.spec();
    List<Task> tasks = new ArrayList<>();
    tasks.add(new Apply("base", Phase.EXPAND, Needs.none(), objects.base(), List.of()));
    tasks.add(
        new Apply("volumes", Phase.EXPAND, Needs.none(), objects.members().volumes(), List.of()));
    tasks.add(
        Await.of("bound", "the volumes are bound", view -> bound(view, spec))
            .after(Needs.tasks("volumes"))
            .orGoOnAfter(VOLUMES));
    tasks.add(
        Apply.of("members", objects.members().set())
            .in(change.moving())
            .after(Needs.tasks("base", "bound")));
    tasks.add(start(change));
    tasks.add(ready(spec).in(change.moving()).after(Needs.tasks("members", "bootstrap")));
    tasks.add(
        new Act(
            "complete",
            change.moving(),
            Needs.tasks("ready"),
            "Note that every member has the data",
            Map.of("life", change.life() + "", "replicas", spec.replicas() + ""),
            Undo.REAPPLY,
            new Complete(spec)));
    if (spec.replicas() >= PROXIED) {
      proxy(tasks, objects, change);
    }
    return tasks;
  }

  private static void proxy(List<Task> tasks, GaleraManifests objects, Change<GaleraSpec> change) {
    String name = change.spec().name() + "-proxy";
    tasks.add(
        new Apply(
            "proxy", change.moving(), Needs.tasks("base"), objects.proxies().all(), List.of()));
    tasks.add(
        Await.of("proxy-ready", "the proxies are ready", view -> rolledOut(view, name))
            .in(change.moving())
            .after(Needs.tasks("proxy")));
  }

  /** Additive also where members change: what runs already needs no start. */
  private static Act start(Change<GaleraSpec> change) {
    return Act.of(
        "bootstrap",
        change.isNew() ? Needs.tasks("members") : Needs.none(),
        "Start the cluster, from its data or anew",
        Map.of("life", change.life() + ""),
        new Bootstrap(change.spec()));
  }

  private static Await ready(GaleraSpec spec) {
    return new Await(
        "ready",
        Phase.EXPAND,
        Needs.none(),
        "every member is Primary and Synced",
        probe -> ready(spec, probe),
        Optional.empty());
  }

  /** Ready pods are enough; where none is, the members are asked whether waiting makes sense. */
  private static Verdict ready(GaleraSpec spec, Probe probe) {
    StatefulSet set = probe.view().find(StatefulSet.class, spec.name().value()).orElse(null);
    if (set == null || set.getStatus() == null) {
      return Verdict.notYet("the StatefulSet is not there yet");
    }
    int ready = Optional.ofNullable(set.getStatus().getReadyReplicas()).orElse(0);
    int updated = Optional.ofNullable(set.getStatus().getUpdatedReplicas()).orElse(0);
    boolean isObserved =
        set.getMetadata().getGeneration().equals(set.getStatus().getObservedGeneration());
    if (isObserved && ready == spec.replicas() && updated == spec.replicas()) {
      return Verdict.met();
    }
    if (ready == 0 && allRun(spec, probe.view())) {
      List<Condition> found = GaleraHealth.judge(Members.reports(spec, probe, "/status"));
      if (found.get(0).code().equals(GaleraHealth.STOPPED)) {
        return Verdict.failed(
            found.get(0).message(), "Call heal(): it starts the cluster from its data");
      }
    }
    return Verdict.notYet(
        ready + " of " + spec.replicas() + " members are ready, " + updated + " updated",
        Math.min(ready, updated),
        spec.replicas());
  }

  private static boolean allRun(GaleraSpec spec, View view) {
    return Members.names(spec).stream()
        .allMatch(name -> view.find(Pod.class, name).map(Bootstrap::runs).orElse(false));
  }

  private static Verdict bound(View view, GaleraSpec spec) {
    long bound =
        MemberManifests.volumeNames(spec).stream()
            .filter(name -> MemberManifests.isBound(view, name))
            .count();
    return bound == spec.replicas()
        ? Verdict.met()
        : Verdict.notYet(
            bound + " of " + spec.replicas() + " volumes are bound", (int) bound, spec.replicas());
  }

  private static Verdict rolledOut(View view, String deployment) {
    return view.find(Deployment.class, deployment)
        .filter(
            d ->
                d.getStatus() != null
                    && d.getMetadata()
                        .getGeneration()
                        .equals(d.getStatus().getObservedGeneration()))
        .map(
            d ->
                Optional.ofNullable(d.getStatus().getUnavailableReplicas()).orElse(0)
                    + d.getSpec().getReplicas()
                    - Optional.ofNullable(d.getStatus().getUpdatedReplicas()).orElse(0))
        .map(missing -> missing == 0 ? Verdict.met() : Verdict.notYet(missing + " are missing"))
        .orElse(Verdict.notYet("it is not there yet"));
  }

  @Override
  public List<Condition> probe(GaleraSpec spec, Probe probe) {
    return GaleraHealth.judge(Members.reports(spec, probe, "/status"));
  }

  @Override
  public List<Task> remedies(GaleraSpec spec, Plane plane, List<Condition> found) {
    if (found.stream().noneMatch(c -> c.code().equals(GaleraHealth.STOPPED))) {
      return List.of();
    }
    Act start =
        Act.of(
            "start",
            Needs.none(),
            "Start the cluster from its data",
            Map.of(),
            new Bootstrap(spec));
    return List.of(start, ready(spec).after(Needs.tasks("start")));
  }
}
