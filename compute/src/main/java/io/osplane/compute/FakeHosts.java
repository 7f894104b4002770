package io.osplane.compute;

import io.fabric8.kubernetes.api.model.Pod;
import io.osplane.ComponentName;
import io.osplane.Replicas;
import io.osplane.error.OsplaneException;
import io.osplane.error.Violation;
import io.osplane.health.Condition;
import io.osplane.plan.Phase;
import io.osplane.service.ApiService;
import io.osplane.service.ApiServiceSpec;
import io.osplane.spi.Apply;
import io.osplane.spi.Await;
import io.osplane.spi.CellClaim;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.Needs;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.SpecRule;
import io.osplane.spi.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Hosts of Nova without a hypervisor. */
public final class FakeHosts implements Component<FakeHostsSpec> {
  private static final int MOST = 1000;
  private final ApiService row = ApiService.of(FakeHostsSpec.KIND, FakeHosts.class);

  @Override
  public String kind() {
    return FakeHostsSpec.KIND;
  }

  @Override
  public Class<FakeHostsSpec> specType() {
    return FakeHostsSpec.class;
  }

  @Override
  public List<SpecRule> rules() {
    return row.rules();
  }

  @Override
  public List<Violation> validate(FakeHostsSpec spec, Plane plane) {
    List<Violation> found =
        new ArrayList<>(
            row(spec).validate(service(spec.withReplicas(Math.max(1, spec.replicas()))), plane));
    if (spec.replicas() < 0 || spec.replicas() > MOST) {
      found.add(new Violation("replicas", "is " + spec.replicas(), "from 0 to " + MOST));
    }
    return found;
  }

  @Override
  public List<Claim<?>> claims(FakeHostsSpec spec, Plane plane) {
    List<Claim<?>> claims = new ArrayList<>(row(spec).claims(service(spec), plane));
    claims.add(cell(spec));
    return claims;
  }

  private static CellClaim cell(FakeHostsSpec spec) {
    return CellClaim.of(spec.name().value(), spec.nova());
  }

  /** Hosts that go are emptied before their pods end, and forgotten after that. */
  @Override
  public List<Task> recipe(Change<FakeHostsSpec> change) {
    FakeHostsSpec spec = change.spec();
    if (change.isRemoval()) {
      return List.of(new Eviction(spec.name(), 0, spec.departure()).last());
    }
    List<Task> tasks = new ArrayList<>();
    Optional<Eviction> eviction =
        change
            .before()
            .filter(old -> old.replicas() > spec.replicas())
            .map(old -> new Eviction(spec.name(), spec.replicas(), spec.departure()));
    eviction.ifPresent(e -> tasks.add(e.task(change.moving())));
    row(spec).recipe(change.of(FakeHosts::service)).stream()
        .map(task -> isServers(task) ? after((Apply) task, spec, eviction) : task)
        .forEach(tasks::add);
    tasks.add(arrival(spec.name(), change.moving()));
    tasks.add(new Admissions(spec.name()).task(change.moving()));
    eviction.ifPresent(e -> tasks.add(Oblivion.ofFewer(spec.name(), spec.replicas())));
    return List.copyOf(tasks);
  }

  private static boolean isServers(Task task) {
    return task.name().equals(ApiService.SERVERS);
  }

  private static Task after(Apply servers, FakeHostsSpec spec, Optional<Eviction> eviction) {
    List<String> tasks = new ArrayList<>(servers.needs().tasks());
    eviction.ifPresent(e -> tasks.add(Eviction.TASK));
    return servers.after(new Needs(tasks, servers.needs().claims()).andServing(cell(spec)));
  }

  private static Await arrival(ComponentName name, Phase phase) {
    return new Await(
        "arrival",
        phase,
        Needs.tasks(ApiService.READY),
        "servers can be placed on every host of " + name,
        probe -> Arrival.judge(name, probe),
        Optional.empty());
  }

  @Override
  public List<Condition> probe(FakeHostsSpec spec, Probe probe) {
    List<Condition> found = new ArrayList<>(row(spec).probe(service(spec), probe));
    SortedMap<String, Boolean> agents = HostBook.agents(probe.view().pods(spec.name()));
    found.addAll(HostPlaces.ofTwins(probe.view().all(Pod.class)));
    try {
      CloudApi nova = CloudApi.as(probe, HostBook.user(spec.name()));
      found.addAll(Reports.ofFakes(agents, nova));
      found.addAll(Reports.ofLeft(new Members(spec.name(), spec.replicas()), nova));
    } catch (OsplaneException e) {
      found.add(Condition.unknown("NotAsked", "Nova of the hosts: " + e.problem(), e.remedy()));
    }
    return List.copyOf(found);
  }

  private static ApiServiceSpec service(FakeHostsSpec spec) {
    return new ApiServiceSpec(
        spec.name(),
        FakeHostsSpec.KIND,
        Replicas.of(spec.replicas()),
        spec.config(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        spec.epoch());
  }

  private ApiService row(FakeHostsSpec spec) {
    return row.with(any -> Map.of("nova", spec.nova().value()));
  }
}
