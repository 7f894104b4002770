package io.osplane.galera;

import io.osplane.error.Violation;
import io.osplane.health.Condition;
import io.osplane.spi.Act;
import io.osplane.spi.Capability;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.DatabaseClaim;
import io.osplane.spi.Generate;
import io.osplane.spi.MemberRules;
import io.osplane.spi.Needs;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.Provision;
import io.osplane.spi.SpecRule;
import io.osplane.spi.Task;
import io.osplane.spi.VolumeRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * MariaDB with Galera. Members join by themselves; who starts the cluster is decided by {@link
 * Start}. With three members or more, clients reach one writer through HAProxy.
 */
public final class Galera implements Component<GaleraSpec> {
  private static final int MOST = 9;

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
    List<Violation> violations =
        new ArrayList<>(MemberRules.violations(spec.replicas(), MOST, plane));
    violations.addAll(VolumeRules.violations(spec.storage(), spec.storageClass()));
    violations.addAll(ServerOptions.violations(spec.options()));
    return violations;
  }

  @Override
  public List<SpecRule> rules() {
    return Stream.concat(MemberRules.rules().stream(), Stream.of(Capacity.FULL)).toList();
  }

  @Override
  public List<Violation> validate(List<Claim<?>> asked, GaleraSpec spec, Plane plane) {
    return Capacity.violations(asked, spec, plane);
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
    Generate password =
        Generate.password(spec.name() + "-" + database.name().replace('_', '-'), database.epoch());
    String label = database.account().replace('_', '-');
    DatabaseClaim.Binding binding =
        new DatabaseClaim.Binding(
            spec.name().value(),
            3306,
            database.name(),
            database.account(),
            password.ref("password"));
    List<String> databases =
        Stream.concat(Stream.of(database.name()), database.more().stream()).toList();
    Act account =
        Act.of(
            "database-" + label,
            Needs.tasks(Recipe.REACHED, password.name()),
            "Create database " + String.join(", ", databases) + " with account " + binding.user(),
            key(database, binding),
            new Account(spec, databases, binding.user(), binding.password()));
    Act retirement =
        Act.retiring(
            "retire-" + label,
            "Drop account " + binding.user() + "; database " + database.name() + " stays",
            account.key(),
            new Retirement(spec, binding.user()));
    return new Provision<>(binding, List.of(password, account), List.of(retirement));
  }

  private static Map<String, String> key(DatabaseClaim claim, DatabaseClaim.Binding binding) {
    String epoch = Integer.toString(binding.password().epoch());
    return claim.more().isEmpty()
        ? Map.of("epoch", epoch)
        : Map.of("epoch", epoch, "more", String.join(",", claim.more()));
  }

  @Override
  public List<Task> recipe(Change<GaleraSpec> change) {
    if (change.isRemoval()) {
      return List.of();
    }
    return new Recipe(change).tasks();
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
    return List.of(start, Recipe.ready(spec).after(Needs.tasks("start")));
  }
}
