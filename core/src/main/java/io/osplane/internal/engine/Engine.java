package io.osplane.internal.engine;

import io.osplane.Access;
import io.osplane.ControlPlaneSpec;
import io.osplane.OnConflict;
import io.osplane.Ticker;
import io.osplane.Unfinished;
import io.osplane.error.RefusedException;
import io.osplane.internal.EventBus;
import io.osplane.internal.kube.Cluster;
import io.osplane.internal.kube.FieldDiff;
import io.osplane.internal.kube.FieldSchema.Kind;
import io.osplane.internal.spec.SpecCodec;
import io.osplane.spi.Component;
import io.osplane.spi.Plane;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * What all verbs of one control plane work with.
 *
 * @param plane the control plane's name
 * @param cluster its namespace
 * @param diff compares objects
 * @param kinds the components by kind
 * @param executor for tasks
 * @param io for requests side by side
 * @param events where listeners are told
 * @param clock for records and patience
 * @param ticker for the terms of the hold
 * @param patience how long a wait goes on without progress
 * @param onConflict what to do with fields that others hold
 * @param running what runs, in whatever thread
 */
public record Engine(
    String plane,
    Cluster cluster,
    FieldDiff diff,
    Map<String, Component<?>> kinds,
    Executor executor,
    SideBySide io,
    EventBus events,
    Clock clock,
    Ticker ticker,
    Duration patience,
    OnConflict onConflict,
    Set<Engagement> running) {

  private static final List<String> LISTED =
      List.of(
          "v1/ConfigMap",
          "v1/Secret",
          "v1/Service",
          "v1/ServiceAccount",
          "v1/PersistentVolumeClaim",
          "v1/Pod",
          "apps/v1/StatefulSet",
          "apps/v1/Deployment",
          "apps/v1/DaemonSet",
          "batch/v1/Job",
          "batch/v1/CronJob",
          "policy/v1/PodDisruptionBudget",
          "networking.k8s.io/v1/NetworkPolicy",
          "networking.k8s.io/v1/Ingress",
          "rbac.authorization.k8s.io/v1/Role",
          "rbac.authorization.k8s.io/v1/RoleBinding");

  /** Every kind that is listed, once each. */
  List<Kind> listed() {
    return LISTED.stream().map(this::kind).toList();
  }

  private Kind kind(String name) {
    int slash = name.lastIndexOf('/');
    return cluster.kind(name.substring(0, slash), name.substring(slash + 1));
  }

  /** Looks at everything, with one list of each kind. */
  Situation look() {
    return look(cluster);
  }

  /** Looks at everything, for changes that end with the hold. */
  Situation look(Hold hold) {
    return look(cluster.under(hold::left));
  }

  private Situation look(Cluster cluster) {
    LiveView view = LiveView.list(cluster, plane, listed(), io);
    return new Situation(
        plane,
        cluster,
        view,
        new StateStore(cluster, plane, view),
        new Secrets(cluster, view, clock),
        new Desired(cluster, diff, onConflict),
        diff,
        io,
        clock);
  }

  /** The control plane that a spec describes. */
  Plane planeOf(ControlPlaneSpec spec) {
    return new Plane(
        plane,
        cluster.namespace(),
        spec.release(),
        spec.size(),
        spec.region(),
        spec.images(),
        spec.clusterDomain(),
        spec.exposure(),
        spec.spread().orElse(spec.size().spread()));
  }

  /** The spec of the last revision; empty if there is none, or it was a removal. */
  Optional<ControlPlaneSpec> lastSpec(Situation now) {
    return now.state().revision().flatMap(this::specOf);
  }

  /** The spec of a revision; empty if it was a removal. */
  Optional<ControlPlaneSpec> specOf(Revision revision) {
    return revision.isRemoval() ? Optional.empty() : Optional.of(codec().read(revision.spec()));
  }

  /**
   * The spec of the last revision.
   *
   * @throws RefusedException if nothing is deployed
   */
  ControlPlaneSpec deployedSpec(Situation now, String verb) {
    return lastSpec(now)
        .orElseThrow(
            () ->
                new RefusedException(
                    verb,
                    "nothing is deployed in namespace " + cluster.namespace(),
                    "Call deploy(spec) first"));
  }

  /** The YAML form of specs, for our components. */
  SpecCodec codec() {
    return new SpecCodec(kinds.values());
  }

  /** The spec that was last applied. */
  public Optional<ControlPlaneSpec> spec() {
    return lastSpec(look());
  }

  /** The operation that was left open. */
  public Optional<Unfinished> unfinished() {
    return Hold.open(cluster);
  }

  /** Gives up the operation that was left open. */
  public void abort() {
    Engagement engagement = new Engagement(new Signal());
    running.add(engagement);
    try {
      Hold.abort(cluster, plane, ticker, engagement.signal());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      running.remove(engagement);
      engagement.end();
    }
  }

  /** How to log in to what is deployed. */
  public Access access() {
    ControlPlaneSpec spec = deployedSpec(look(), "tell the access");
    return Roster.standing(spec, planeOf(spec), kinds)
        .access()
        .orElseThrow(
            () ->
                new RefusedException(
                    "tell the access",
                    "no component provides an identity",
                    "Add keystone to the spec"));
  }
}
