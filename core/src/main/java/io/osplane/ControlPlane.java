package io.osplane;

import io.osplane.event.Events;
import io.osplane.health.Condition;
import io.osplane.health.HealthReport;
import io.osplane.spi.Facet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One OpenStack control plane in one Kubernetes namespace: where everything begins. Thread-safe.
 *
 * <p>Verbs return an {@link Operation}; nothing happens before one of its endings is called.
 */
public interface ControlPlane extends AutoCloseable {
  /** A builder; only the name must be given. */
  static ControlPlaneBuilder builder() {
    return new ControlPlaneBuilder();
  }

  /** Brings the cloud to the spec, from nothing or from what is there. */
  Operation deploy(ControlPlaneSpec desired);

  /**
   * Changes the spec that was last applied.
   *
   * @throws io.osplane.error.RefusedException at the ending, if nothing was deployed yet
   */
  Operation edit(UnaryOperator<ControlPlaneSpec> change);

  /** Changes the number of members of one component: short for {@link #edit}. */
  default Operation scale(ComponentName component, int replicas) {
    return edit(spec -> spec.with(component, c -> c.withReplicas(replicas)));
  }

  /** Mends what {@link #health()} finds, as far as no data can be lost by it. */
  Operation heal();

  /**
   * Proves by use that the cloud works: what {@link #health()} cannot see. It takes seconds to a
   * minute, and leaves nothing behind. With hosts, a server is booted on one of them, says
   * something on its console, and is deleted.
   */
  Operation verify();

  /**
   * Removes the cloud. Volumes, the Secrets without which they are useless, and the state records
   * stay, so that deploying again goes on with the same data; {@link Removal#withData()} removes
   * them as well.
   */
  Removal remove();

  /** How well every component of the last applied spec is; touches nothing. */
  HealthReport health();

  /**
   * How to log in.
   *
   * @throws io.osplane.error.RefusedException if no component of the spec provides an identity
   */
  Access access();

  /** The spec that was last applied; empty if nothing is deployed. */
  Optional<ControlPlaneSpec> spec();

  /** An operation that was begun and not ended, by whomever; empty if there is none. */
  Optional<Unfinished> unfinished();

  /** Gives up the operation that was left open: what it did stays as it is. */
  void abort();

  /** What would stand in the way of this spec: versions, rights, storage, nodes. */
  List<Condition> preflight(ControlPlaneSpec desired);

  /** The rights that deploying this spec needs; no cluster is asked. */
  Roles requiredRoles(ControlPlaneSpec desired);

  /**
   * The Kubernetes objects of a spec as YAML documents; no cluster is asked, the same spec gives
   * the same bytes.
   *
   * @throws io.osplane.error.InvalidSpecException with every violation of the spec
   */
  String render(ControlPlaneSpec desired);

  /**
   * One component, for those who offer more verbs on it, as {@code Compute.on(cloud)} does. The
   * cluster is not asked.
   */
  Facet facet(ComponentName component);

  /** Where listeners subscribe. */
  Events events();

  /** Cancels what runs at its next task boundary, and releases every thread and connection. */
  @Override
  void close();
}
