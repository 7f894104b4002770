package io.osplane.compute;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.osplane.ComponentName;
import io.osplane.SecretRef;
import io.osplane.error.OsplaneException;
import io.osplane.error.Violation;
import io.osplane.health.Condition;
import io.osplane.service.ApiService;
import io.osplane.service.ApiServiceSpec;
import io.osplane.spi.Await;
import io.osplane.spi.Capability;
import io.osplane.spi.CellClaim;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.Provision;
import io.osplane.spi.Rollout;
import io.osplane.spi.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Nova without its hosts: an API service with a cell that hosts belong to. */
public final class Nova implements Component<ApiServiceSpec> {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private final ApiService api = ApiService.of("nova", Nova.class);

  /** The key with which each host of a Nova makes its certificate. */
  static SecretRef authority(ComponentName nova) {
    return SecretRef.of(nova + "-authority", "ca.key");
  }

  @Override
  public String kind() {
    return api.kind();
  }

  @Override
  public Class<ApiServiceSpec> specType() {
    return api.specType();
  }

  @Override
  public ApiServiceSpec defaults() {
    return api.defaults();
  }

  @Override
  public List<Violation> validate(ApiServiceSpec spec, Plane plane) {
    return api.validate(spec, plane);
  }

  @Override
  public Set<Capability<?>> provides() {
    return Set.of(Capability.CELL);
  }

  @Override
  public List<Claim<?>> claims(ApiServiceSpec spec, Plane plane) {
    return api.claims(spec, plane);
  }

  /** Hosts that start before the conductor wait for its answer far longer than for this. */
  @Override
  public Provision<CellClaim.Binding> provide(Claim<?> claim, ApiServiceSpec spec, Plane plane) {
    if (!(claim instanceof CellClaim)) {
      throw new IllegalArgumentException(kind() + " does not provide " + claim.capability());
    }
    String conductor = spec.name() + "-conductor";
    Await answers =
        Await.of(
                "cell-" + claim.name(),
                "the conductor of " + spec.name() + " listens to hosts",
                view -> Rollout.verdict(view, spec.name(), List.of(conductor)))
            .orGoOnAfter(PATIENCE);
    return new Provision<>(
        new CellClaim.Binding(spec.name().value()),
        List.of(answers),
        List.of(Oblivion.ofAll(ComponentName.of(claim.name()), spec.name())));
  }

  @Override
  public List<Task> recipe(Change<ApiServiceSpec> change) {
    return api.recipe(change);
  }

  @Override
  public List<Task> verification(ApiServiceSpec spec, Plane plane) {
    return List.of(Trial.anywhere(spec.name()).task());
  }

  @Override
  public List<Condition> probe(ApiServiceSpec spec, Probe probe) {
    List<Condition> found = new ArrayList<>(api.probe(spec, probe));
    List<Pod> pods = probe.view().all(Pod.class);
    List<DaemonSet> sets = probe.view().all(DaemonSet.class);
    found.addAll(HostPlaces.ofGroups(sets, pods, probe.plane().hostLabel()));
    found.addAll(HostPlaces.ofDoubles(pods));
    try {
      CloudApi nova = CloudApi.as(probe, HostBook.user(spec.name()));
      found.addAll(Reports.ofControl(nova.allServices()));
    } catch (OsplaneException e) {
      found.add(Condition.unknown("NotAsked", "its services: " + e.problem(), e.remedy()));
    }
    return List.copyOf(found);
  }
}
