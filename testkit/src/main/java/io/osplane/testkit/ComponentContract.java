package io.osplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.osplane.ComponentSpec;
import io.osplane.ControlPlaneSpec;
import io.osplane.Size;
import io.osplane.health.Status;
import io.osplane.plan.Plan;
import io.osplane.plan.Step;
import io.osplane.spi.Component;
import io.osplane.testkit.internal.contract.Caller;
import io.osplane.testkit.internal.contract.CrashRuns;
import io.osplane.testkit.internal.contract.SecretSearch;
import io.osplane.testkit.internal.contract.Snapshot;
import io.osplane.testkit.internal.contract.Told;
import io.osplane.testkit.internal.contract.Trial;
import io.osplane.testkit.internal.contract.Trials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every component must keep, as tests: extend it, say what the component is, and JUnit runs
 * them against simulated clusters.
 *
 * <p>Every caller has exactly the rights of {@code requiredRoles}. Each test has clusters of its
 * own.
 *
 * @param <S> the component's spec
 */
public abstract class ComponentContract<S extends ComponentSpec> {
  /** The control plane's name in every test; {@code osplane.io/host.} and this label its hosts. */
  protected static final String PLANE = Trial.PLANE;

  private static final int WRITES_BEFORE_DEATH = 8;

  /** The component that is to keep the contract. */
  protected abstract Component<S> component();

  /** A valid spec of it. */
  protected abstract S example();

  /** The example with one field changed that leaves the other components alone. */
  protected abstract S changed();

  /** The specs of the components that answer its claims. */
  protected List<ComponentSpec> others() {
    return List.of();
  }

  /** What is said of the control plane beside its components. */
  protected ControlPlaneSpec.Builder plane() {
    return ControlPlaneSpec.builder().size(Size.TINY);
  }

  /** The components of {@link #others()}, as far as they are not found on the class path. */
  protected List<Component<?>> components() {
    return List.of();
  }

  /** The objects that somebody else keeps in the namespace, such as a Secret of a vendor's. */
  protected List<HasMetadata> given() {
    return List.of();
  }

  /** A new cluster to deploy to, with the programs that its containers need; not started. */
  protected SimulatedClusterBuilder cluster() {
    return SimulatedCluster.builder();
  }

  /** How long, in real time, an operation waits without progress; 20 seconds unless overridden. */
  protected Duration patience() {
    return Duration.ofSeconds(20);
  }

  /**
   * Names of the components whose steps are its doing: itself, unless it has none and works through
   * those that claim it.
   */
  protected Set<String> acting() {
    return Set.of(example().name().value());
  }

  /** Which part of the crashes this run takes; that of {@code OSPLANE_SHARD} unless overridden. */
  protected Shard shard() {
    return Shard.chosen();
  }

  private ControlPlaneSpec spec(S own) {
    return plane().components(others()).component(own).build();
  }

  private Trials trials() {
    List<Component<?>> all = new ArrayList<>(components());
    all.add(component());
    return new Trials(this::cluster, all, spec(example()), patience()).given(given());
  }

  private Trial trial() {
    return trials().start();
  }

  /** The same spec gives the same bytes. */
  @Test
  public final void render_twice_givesTheSameBytes() {
    String first;
    try (Trial trial = trial();
        Caller caller = trial.caller()) {
      first = caller.cloud().render(spec(example()));
    }
    try (Trial trial = trial();
        Caller caller = trial.caller()) {
      assertThat(caller.cloud().render(spec(example()))).isNotEmpty().isEqualTo(first);
    }
  }

  /** Applying what is there writes no object; pods may be asked whether they serve. */
  @Test
  public final void apply_again_writesNothing() {
    try (Trial trial = trial();
        Caller caller = trial.caller()) {
      caller.cloud().deploy(spec(example())).apply();
      trial.cluster().clock().settle();
      trial.cluster().audit().clear();

      caller.cloud().deploy(spec(example())).apply();

      assertThat(trial.changes()).isEmpty();
    }
  }

  /**
   * Whenever the caller dies in what belongs to the component, applying again comes to the same
   * end, and no Job runs twice. Where there are shards, so many runs have all crashes.
   */
  @TestFactory
  public final Stream<DynamicTest> apply_afterACrash_comesToTheSameEnd() {
    Set<String> others =
        others().stream()
            .map(o -> o.name().value())
            .filter(name -> !acting().contains(name))
            .collect(Collectors.toUnmodifiableSet());
    CrashRuns runs = new CrashRuns(trials()::start, spec(example()), others);
    List<CrashRuns.Point> points = runs.points();
    List<CrashRuns.Point> ours = shard().deal(points, getClass().getSimpleName());
    if (ours.size() < points.size()) {
      System.err.printf(
          "%s: %d of %d crashes are left to other shards than %s%n",
          getClass().getSimpleName(), points.size() - ours.size(), points.size(), shard());
    }
    return ours.stream().map(point -> dynamicTest(point.name(), () -> runs.run(point)));
  }

  /** A change of one field concerns this component alone. */
  @Test
  public final void change_ofOneField_touchesOnlyItsOwnComponent() {
    try (Trial trial = trial();
        Caller caller = trial.caller()) {
      caller.cloud().deploy(spec(example())).apply();

      Plan plan = caller.cloud().deploy(spec(changed())).plan();
      assertThat(plan.steps()).as("steps of the change").isNotEmpty();
      assertThat(plan.steps()).extracting(Step::id).allMatch(this::isOwn);
      caller.cloud().deploy(spec(changed())).apply(plan);
      assertThat(caller.cloud().health().status()).isEqualTo(Status.HEALTHY);
    }
  }

  private boolean isOwn(String step) {
    String component = step.substring(0, step.indexOf('/'));
    return acting().contains(component) || step.equals("osplane/prune");
  }

  /** A removal leaves volumes, generated Secrets and the records of state, and nothing else. */
  @Test
  public final void remove_leavesExactlyTheKeepSet() {
    try (Trial trial = trial();
        Caller caller = trial.caller()) {
      Set<String> foreign = trial.settled().names();
      caller.cloud().deploy(spec(example())).apply();
      Set<String> kept = trial.settled().kept();

      caller.cloud().remove().apply();

      Set<String> left = trial.settled().names();
      left.removeAll(foreign);
      assertThat(left).isEqualTo(kept);
    }
  }

  /** The rights of {@code requiredRoles} are enough for everything. */
  @Test
  public final void operations_withTheRequiredRole_areAllowed() {
    try (Trial trial = trial();
        Caller caller = trial.caller()) {
      caller.cloud().deploy(spec(example())).apply();
      caller.cloud().deploy(spec(changed())).apply();
      assertThat(caller.cloud().health().status()).isEqualTo(Status.HEALTHY);
      assertThat(caller.cloud().heal().plan().steps()).isEmpty();
      caller.cloud().remove().apply();

      assertThat(trial.requests()).noneMatch(r -> r.code() == 403);
    }
  }

  /** No value of a Secret is found outside Secrets, in no object and in nothing that is told. */
  @Test
  public final void secrets_areFoundInSecretsOnly() {
    Told told = new Told();
    try (Trial trial = trial()) {
      try (Caller dying = trial.caller()) {
        dying.dieAfterWrites(WRITES_BEFORE_DEATH);
        told.failureOf(dying, spec(example()));
      }
      try (Caller caller = trial.caller()) {
        told.deploymentBy(caller, spec(example()));
      }
      Snapshot all = trial.settled();
      SecretSearch search = new SecretSearch(all.secretValues());
      assertThat(search.findIn(all.openTexts())).as("objects with a value of a Secret").isEmpty();
      assertThat(search.findIn(told.texts())).as("texts with a value of a Secret").isEmpty();
    }
  }
}
