package io.osplane.compute;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import io.osplane.Credential;
import io.osplane.Replicas;
import io.osplane.error.OsplaneException;
import io.osplane.error.Violation;
import io.osplane.health.Condition;
import io.osplane.service.ApiService;
import io.osplane.service.ApiServiceSpec;
import io.osplane.spi.Act;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What runs on the hosts of Nova: libvirt, and Nova's agent. */
public final class Hosts implements Component<ComputeSpec> {
  private static final Pattern GROUP =
      Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String AUTHORITY = "authority";
  private final ApiService row = ApiService.of(ComputeSpec.KIND, Hosts.class);

  @Override
  public String kind() {
    return ComputeSpec.KIND;
  }

  @Override
  public Class<ComputeSpec> specType() {
    return ComputeSpec.class;
  }

  @Override
  public List<Violation> validate(ComputeSpec spec, Plane plane) {
    List<Violation> found = new ArrayList<>(row(spec, plane).validate(service(spec), plane));
    spec.group()
        .filter(group -> !GROUP.matcher(group).matches())
        .map(group -> new Violation("group", "is no value of a label", "as dpdk or rack-1"))
        .ifPresent(found::add);
    found.addAll(HostRules.violations(spec, plane));
    return found;
  }

  @Override
  public List<Violation> clashes(ComputeSpec spec, List<ComponentSpec> others, Plane plane) {
    return HostRules.clashes(spec, others);
  }

  @Override
  public List<SpecRule> rules() {
    return Stream.concat(row.rules().stream(), HostRules.rules().stream()).toList();
  }

  @Override
  public List<Claim<?>> claims(ComputeSpec spec, Plane plane) {
    List<Claim<?>> claims = new ArrayList<>(row(spec, plane).claims(service(spec), plane));
    claims.add(cell(spec));
    return claims;
  }

  private static CellClaim cell(ComputeSpec spec) {
    return CellClaim.of(spec.name().value(), spec.nova());
  }

  @Override
  public List<Task> recipe(Change<ComputeSpec> change) {
    CellClaim cell = cell(change.spec());
    Stream<Task> pods =
        row(change.spec(), change.plane()).recipe(change.of(Hosts::trusting)).stream()
            .map(task -> isServers(task) ? after((Apply) task, cell) : task);
    return Stream.concat(pods, arrived(change)).toList();
  }

  private static Stream<Task> arrived(Change<ComputeSpec> change) {
    Act admission = new Admissions(change.spec().name()).task(change.moving());
    return arrival(change).stream().flatMap(arrival -> Stream.of(arrival, admission));
  }

  private static Optional<Await> arrival(Change<ComputeSpec> change) {
    ComponentName name = change.spec().name();
    Await arrival =
        new Await(
            "arrival",
            change.moving(),
            Needs.tasks(ApiService.READY),
            "servers can be placed on every host of " + name,
            probe -> Arrival.judge(name, probe),
            Optional.of(PATIENCE));
    return change.isRemoval() ? Optional.empty() : Optional.of(arrival);
  }

  private static boolean isServers(Task task) {
    return task.name().equals(ApiService.SERVERS);
  }

  private static Task after(Apply servers, CellClaim cell) {
    return servers.after(servers.needs().andServing(cell));
  }

  @Override
  public List<Condition> probe(ComputeSpec spec, Probe probe) {
    List<Condition> found = new ArrayList<>(row(spec, probe.plane()).probe(service(spec), probe));
    SortedMap<String, Boolean> agents = HostBook.agents(probe.view().pods(spec.name()));
    if (agents.isEmpty()) {
      return found;
    }
    try {
      found.addAll(Reports.ofHosts(agents, CloudApi.as(probe, HostBook.user(spec.name()))));
    } catch (OsplaneException e) {
      found.add(Condition.unknown("NotAsked", "Nova of the hosts: " + e.problem(), e.remedy()));
    }
    return List.copyOf(found);
  }

  private static ApiServiceSpec service(ComputeSpec spec) {
    return new ApiServiceSpec(
        spec.name(),
        ComputeSpec.KIND,
        Replicas.of(1),
        spec.config(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        spec.epoch());
  }

  /** Hosts of all groups let each other's guests in: what they do that by is their Nova's. */
  private static ApiServiceSpec trusting(ComputeSpec spec) {
    return service(spec).withCredential(AUTHORITY, Credential.from(Nova.authority(spec.nova())));
  }

  private ApiService row(ComputeSpec spec, Plane plane) {
    return row.with(any -> values(spec, plane));
  }

  private static Map<String, String> values(ComputeSpec spec, Plane plane) {
    boolean isKvm = spec.virtType() == VirtType.KVM;
    return Map.of(
        "nova",
        spec.nova().value(),
        "console",
        Nova.console(spec.nova(), plane),
        "group",
        spec.group().orElse(""),
        "virt.type",
        isKvm ? "kvm" : "qemu",
        "virt.cpu_mode",
        isKvm ? "host-model" : "none",
        "virt.machine",
        isKvm ? "q35" : "pc");
  }
}
