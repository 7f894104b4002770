package io.osplane.testkit.internal.contract;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.osplane.ControlPlaneSpec;
import io.osplane.spi.Component;
import io.osplane.testkit.SimulatedClusterBuilder;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes trials of one spec, whose rights are worked out once. Thread-safe. */
public final class Trials {
  private final Supplier<SimulatedClusterBuilder> clusters;
  private final List<HasMetadata> given;
  private final List<Component<?>> components;
  private final ControlPlaneSpec spec;
  private final Duration patience;
  private @Nullable String role;

  /**
   * Starts nothing yet.
   *
   * @param clusters gives a new one each time
   * @param components those that are not found on the class path
   * @param spec what the accounts shall be able to deploy
   * @param patience how long a caller waits without progress
   */
  public Trials(
      Supplier<SimulatedClusterBuilder> clusters,
      List<Component<?>> components,
      ControlPlaneSpec spec,
      Duration patience) {
    this(clusters, List.of(), components, spec, patience);
  }

  private Trials(
      Supplier<SimulatedClusterBuilder> clusters,
      List<HasMetadata> given,
      List<Component<?>> components,
      ControlPlaneSpec spec,
      Duration patience) {
    this.clusters = clusters;
    this.given = List.copyOf(given);
    this.components = List.copyOf(components);
    this.spec = spec;
    this.patience = patience;
  }

  /** The same with objects that the namespace has before anybody deploys. */
  public Trials given(List<HasMetadata> objects) {
    return new Trials(clusters, objects, components, spec, patience);
  }

  /** Starts one more cluster; whoever asks for it closes it. */
  public Trial start() {
    Trial trial = new Trial(clusters.get(), components, patience);
    trial.grant(role(trial));
    trial.give(given);
    return trial;
  }

  private synchronized String role(Trial trial) {
    if (role == null) {
      role = trial.requiredRole(spec);
    }
    return role;
  }
}
