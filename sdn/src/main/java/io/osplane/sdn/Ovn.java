package io.osplane.sdn;

import io.osplane.error.Violation;
import io.osplane.health.Condition;
import io.osplane.spi.Act;
import io.osplane.spi.Await;
import io.osplane.spi.Capability;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.MetadataClaim;
import io.osplane.spi.Needs;
import io.osplane.spi.NetworkClaim;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.Provision;
import io.osplane.spi.SpecRule;
import io.osplane.spi.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * OVN: the northbound and the southbound database, northd between them, and on every host Open
 * vSwitch with OVN's agent. Members join by themselves; who makes a cluster is decided by {@link
 * Formation}. Stateless and thread-safe.
 */
public final class Ovn implements Component<OvnSpec> {
  static final String KIND = "ovn";

  /** The image of everything that is OVN or Open vSwitch. */
  static final String IMAGE = "ovn";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Class<OvnSpec> specType() {
    return OvnSpec.class;
  }

  @Override
  public List<Violation> validate(OvnSpec spec, Plane plane) {
    return Rules.violations(spec, plane);
  }

  @Override
  public List<SpecRule> rules() {
    return Rules.rules();
  }

  @Override
  public List<Violation> validate(Claim<?> claim, OvnSpec spec, Plane plane) {
    return claim instanceof NetworkClaim network
        ? network.refused(NeutronOptions.PLUGINS)
        : List.of();
  }

  @Override
  public List<Claim<?>> claims(OvnSpec spec, Plane plane) {
    return List.of(metadata(spec));
  }

  /** Where there is a Nova, guests can ask it about themselves. */
  static MetadataClaim metadata(OvnSpec spec) {
    return MetadataClaim.of(spec.name().value());
  }

  @Override
  public Set<Capability<?>> provides() {
    return Set.of(Capability.NETWORK);
  }

  @Override
  public Provision<NetworkClaim.Binding> provide(Claim<?> claim, OvnSpec spec, Plane plane) {
    if (!claim.capability().equals(Capability.NETWORK)) {
      throw new IllegalArgumentException(KIND + " does not provide " + claim.capability());
    }
    Names names = Names.of(spec, plane);
    Await serving =
        Await.of(
                "network-" + claim.name().replace('_', '-'),
                "a majority of each database and northd serve",
                view -> Readiness.serves(names, view))
            .after(Needs.tasks(Recipe.BOOTSTRAP));
    return new Provision<>(NeutronOptions.of(spec, names), List.of(serving));
  }

  @Override
  public List<Task> recipe(Change<OvnSpec> change) {
    return change.isRemoval() ? List.of() : new Recipe(change).tasks();
  }

  @Override
  public List<Condition> probe(OvnSpec spec, Probe probe) {
    Names names = Names.of(spec, probe.plane());
    List<Condition> found = new ArrayList<>();
    Members.reports(names, probe)
        .forEach(
            (database, reports) ->
                found.addAll(
                    DatabaseHealth.judge(
                        names, database, reports, Bootstrap.past(database, probe))));
    found.add(NorthdHealth.judge(names, NorthdHealth.words(spec.name(), probe)));
    found.addAll(new HostHealth(spec, names, probe.view()).judge());
    return List.copyOf(found);
  }

  @Override
  public List<Task> remedies(OvnSpec spec, Plane plane, List<Condition> found) {
    if (found.stream().noneMatch(c -> c.code().equals(DatabaseHealth.NOT_FORMED))) {
      return List.of();
    }
    Names names = Names.of(spec, plane);
    Act form =
        Act.of(
            "form",
            Needs.none(),
            "Make the databases' clusters, where there are none",
            Map.of(),
            new Bootstrap(names));
    return List.of(form, Recipe.ready(names).after(Needs.tasks("form")));
  }
}
