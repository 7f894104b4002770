package io.osplane.internal.engine;

import io.osplane.ComponentSpec;
import io.osplane.error.Violation;
import io.osplane.health.Condition;
import io.osplane.spi.Capability;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.Provision;
import io.osplane.spi.SpecRule;
import io.osplane.spi.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** A component that is put together by a test. */
final class TestComponent implements Component<TestSpec> {
  private final String kind;
  private Function<TestSpec, List<Claim<?>>> claims = spec -> List.of();
  private final List<Violation> violations = new ArrayList<>();
  private final List<Violation> refusals = new ArrayList<>();
  private Set<Capability<?>> provides = Set.of();
  private Function<Claim<?>, Provision<?>> answer = c -> new Provision<>("", List.of());
  private Function<Change<TestSpec>, List<Task>> recipe = change -> List.of();
  private Function<Probe, List<Condition>> probe = seen -> List.of();
  private List<Task> remedies = List.of();
  private List<SpecRule> rules = List.of();
  private Function<List<ComponentSpec>, List<Violation>> clashes = others -> List.of();
  private Function<List<Claim<?>>, List<Violation>> overload = asked -> List.of();

  private TestComponent(String kind) {
    this.kind = kind;
  }

  static TestComponent of(String kind) {
    return new TestComponent(kind);
  }

  TestComponent claims(Claim<?>... more) {
    return claims(spec -> List.of(more));
  }

  TestComponent claims(Function<TestSpec, List<Claim<?>>> more) {
    Function<TestSpec, List<Claim<?>>> before = claims;
    claims = spec -> Stream.concat(before.apply(spec).stream(), more.apply(spec).stream()).toList();
    return this;
  }

  TestComponent provides(Capability<?> capability, Function<Claim<?>, Provision<?>> how) {
    provides = Set.of(capability);
    answer = how;
    return this;
  }

  TestComponent recipe(Task... tasks) {
    return recipe(change -> List.of(tasks));
  }

  TestComponent recipe(Function<Change<TestSpec>, List<Task>> how) {
    recipe = how;
    return this;
  }

  TestComponent probe(Function<Probe, List<Condition>> how) {
    probe = how;
    return this;
  }

  TestComponent remedies(Task... tasks) {
    remedies = List.of(tasks);
    return this;
  }

  TestComponent violating(Violation violation) {
    violations.add(violation);
    return this;
  }

  TestComponent refusing(Violation violation) {
    refusals.add(violation);
    return this;
  }

  TestComponent rules(SpecRule... all) {
    rules = List.of(all);
    return this;
  }

  TestComponent clashing(Function<List<ComponentSpec>, List<Violation>> how) {
    clashes = how;
    return this;
  }

  TestComponent judging(Function<List<Claim<?>>, List<Violation>> how) {
    overload = how;
    return this;
  }

  @Override
  public List<Violation> validate(List<Claim<?>> asked, TestSpec spec, Plane plane) {
    return overload.apply(asked);
  }

  @Override
  public List<SpecRule> rules() {
    return rules;
  }

  @Override
  public List<Violation> clashes(TestSpec spec, List<ComponentSpec> others, Plane plane) {
    return clashes.apply(others);
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public Class<TestSpec> specType() {
    return TestSpec.class;
  }

  @Override
  public List<Violation> validate(TestSpec spec, Plane plane) {
    return violations;
  }

  @Override
  public List<Violation> validate(Claim<?> claim, TestSpec spec, Plane plane) {
    return refusals;
  }

  @Override
  public Set<Capability<?>> provides() {
    return provides;
  }

  @Override
  public List<Claim<?>> claims(TestSpec spec, Plane plane) {
    return claims.apply(spec);
  }

  @Override
  public Provision<?> provide(Claim<?> claim, TestSpec spec, Plane plane) {
    return answer.apply(claim);
  }

  @Override
  public List<Task> recipe(Change<TestSpec> change) {
    return recipe.apply(change);
  }

  @Override
  public List<Condition> probe(TestSpec spec, Probe seen) {
    return probe.apply(seen);
  }

  @Override
  public List<Task> remedies(TestSpec spec, Plane plane, List<Condition> found) {
    return remedies;
  }
}
