package io.osplane.compute;

import io.osplane.Replicas;
import io.osplane.error.Violation;
import io.osplane.health.Condition;
import io.osplane.service.ApiService;
import io.osplane.service.ApiServiceSpec;
import io.osplane.spi.Apply;
import io.osplane.spi.CellClaim;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What runs on the hosts of Nova: libvirt, and Nova's agent. */
public final class Hosts implements Component<ComputeSpec> {
  private static final Pattern GROUP =
      Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
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
    List<Violation> found = new ArrayList<>(row(spec).validate(service(spec), plane));
    spec.group()
        .filter(group -> !GROUP.matcher(group).matches())
        .map(group -> new Violation("group", "is no value of a label", "as dpdk or rack-1"))
        .ifPresent(found::add);
    return found;
  }

  @Override
  public List<Claim<?>> claims(ComputeSpec spec, Plane plane) {
    List<Claim<?>> claims = new ArrayList<>(row(spec).claims(service(spec), plane));
    claims.add(cell(spec));
    return claims;
  }

  private static CellClaim cell(ComputeSpec spec) {
    return CellClaim.of(spec.name().value(), spec.nova());
  }

  @Override
  public List<Task> recipe(Change<ComputeSpec> change) {
    CellClaim cell = cell(change.spec());
    return row(change.spec()).recipe(change.of(Hosts::service)).stream()
        .map(task -> isServers(task) ? after((Apply) task, cell) : task)
        .toList();
  }

  private static boolean isServers(Task task) {
    return task.name().equals(ApiService.SERVERS);
  }

  private static Task after(Apply servers, CellClaim cell) {
    return servers.after(servers.needs().andServing(cell));
  }

  @Override
  public List<Condition> probe(ComputeSpec spec, Probe probe) {
    return row(spec).probe(service(spec), probe);
  }

  private static ApiServiceSpec service(ComputeSpec spec) {
    return new ApiServiceSpec(
        spec.name(),
        ComputeSpec.KIND,
        Replicas.of(1),
        spec.config(),
        Map.of(),
        Map.of(),
        Optional.empty());
  }

  private ApiService row(ComputeSpec spec) {
    return row.with(any -> values(spec));
  }

  private static Map<String, String> values(ComputeSpec spec) {
    boolean isKvm = spec.virtType() == VirtType.KVM;
    return Map.of(
        "nova", spec.nova().value(),
        "group", spec.group().orElse(""),
        "virt.type", isKvm ? "kvm" : "qemu",
        "virt.cpu_mode", isKvm ? "host-model" : "none",
        "virt.machine", isKvm ? "q35" : "pc");
  }
}
