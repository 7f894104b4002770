package io.osplane.testkit.contract;

import io.osplane.health.Condition;
import io.osplane.spi.Act;
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
import io.osplane.spi.Site;
import io.osplane.spi.Task;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Provides databases that exist in a record only. */
final class Store implements Component<StoreSpec> {
  @Override
  public String kind() {
    return "store";
  }

  @Override
  public Class<StoreSpec> specType() {
    return StoreSpec.class;
  }

  @Override
  public Set<Capability<?>> provides() {
    return Set.of(Capability.DATABASE);
  }

  @Override
  public Provision<?> provide(Claim<?> claim, StoreSpec spec, Plane plane) {
    Generate password = Generate.password(spec.name() + "-" + claim.name());
    Act database =
        Act.of(
            "database-" + claim.name(),
            Needs.tasks(password.name()),
            "Create database " + claim.name(),
            Map.of(),
            new Recorded(claim.name()));
    return new Provision<>(
        new DatabaseClaim.Binding(
            "store", 3306, claim.name(), claim.name(), password.ref("password")),
        List.of(password, database));
  }

  @Override
  public List<Task> recipe(Change<StoreSpec> change) {
    return List.of();
  }

  @Override
  public List<Condition> probe(StoreSpec spec, Probe probe) {
    return List.of(Condition.healthy("Kept", "the record is there"));
  }

  /** Notes a name in a record. */
  record Recorded(String name) implements Act.Action {
    @Override
    public boolean isSo(Probe probe) {
      return !probe.record(name).isEmpty();
    }

    @Override
    public void makeSo(Site site) {
      site.record(name, Map.of("made", "yes"));
    }
  }
}
