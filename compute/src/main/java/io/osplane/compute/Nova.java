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
import io.osplane.spi.MetadataClaim;
import io.osplane.spi.Needs;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.Provision;
import io.osplane.spi.Rollout;
import io.osplane.spi.SpecRule;
import io.osplane.spi.Task;
import io.osplane.spi.Verdict;
import io.osplane.spi.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Nova without its hosts: an API service with a cell that hosts belong to. */
public final class Nova implements Component<ApiServiceSpec> {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String CONSOLE = "-novncproxy";
  private static final int CONSOLE_PORT = 6080;
  private static final String METADATA = "metadata";
  private static final int METADATA_PORT = 8775;
  private final ApiService api = ApiService.of("nova", Nova.class);

  /** The URL of the proxy of consoles, for those outside if it is reached from there. */
  static String console(ComponentName nova, Plane plane) {
    String proxy = nova + CONSOLE;
    return plane
        .exposure()
        .map(e -> e.url(proxy))
        .orElseGet(() -> ApiService.origin(ComponentName.of(proxy), plane, CONSOLE_PORT));
  }

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
  public List<SpecRule> rules() {
    return api.rules();
  }

  @Override
  public Set<Capability<?>> provides() {
    return Set.of(Capability.CELL, Capability.METADATA);
  }

  @Override
  public List<Claim<?>> claims(ApiServiceSpec spec, Plane plane) {
    return api.claims(spec, plane);
  }

  @Override
  public Provision<?> provide(Claim<?> claim, ApiServiceSpec spec, Plane plane) {
    if (claim instanceof CellClaim) {
      return cell(claim, spec);
    }
    if (claim instanceof MetadataClaim) {
      return metadata(claim, spec, plane);
    }
    throw new IllegalArgumentException(kind() + " does not provide " + claim.capability());
  }

  /** Hosts that start before the conductor wait for its answer far longer than for this. */
  private static Provision<CellClaim.Binding> cell(Claim<?> claim, ApiServiceSpec spec) {
    Await answers =
        Await.of(
                "cell-" + claim.name(),
                "the conductor of " + spec.name() + " listens to hosts",
                view -> complete(view, spec, "conductor"))
            .orGoOnAfter(PATIENCE);
    return new Provision<>(
        new CellClaim.Binding(spec.name().value()),
        List.of(answers),
        List.of(Oblivion.ofAll(ComponentName.of(claim.name()), spec.name())));
  }

  private Provision<MetadataClaim.Binding> metadata(
      Claim<?> claim, ApiServiceSpec spec, Plane plane) {
    Await answers =
        Await.of(
                "metadata-" + claim.name(),
                "the metadata service of " + spec.name() + " answers",
                view -> complete(view, spec, METADATA))
            .after(Needs.tasks(ApiService.PATIENT))
            .orGoOnAfter(PATIENCE);
    String host = spec.name() + "-" + METADATA + "." + plane.namespace() + ".svc";
    SecretRef secret = api.secret(spec, METADATA, "secret");
    return new Provision<>(
        new MetadataClaim.Binding(host, METADATA_PORT, secret), List.of(answers));
  }

  private static Verdict complete(View view, ApiServiceSpec spec, String role) {
    return Rollout.verdict(view, spec.name(), List.of(spec.name() + "-" + role));
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
      found.addAll(Reports.ofControl(nova.allServices(), names(pods)));
    } catch (OsplaneException e) {
      found.add(Condition.unknown("NotAsked", "its services: " + e.problem(), e.remedy()));
    }
    return List.copyOf(found);
  }

  private static Set<String> names(List<Pod> pods) {
    return pods.stream().map(pod -> pod.getMetadata().getName()).collect(Collectors.toSet());
  }
}
