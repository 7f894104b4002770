package io.osplane.real;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.osplane.ControlPlaneBuilder;
import java.time.Duration;

/** A cluster for scenarios, with what differs between a real and a simulated one. */
interface World extends AutoCloseable {
  /** A client with every right. */
  KubernetesClient admin();

  /** Lets the hold of a caller that is gone run out, where that need not take its time. */
  void expireHold(String namespace);

  /**
   * Has the hold timed by the cluster's own time, where it has one: a machine under load loses
   * none. Not for requests that hang, as that time waits for the renewals among them.
   */
  ControlPlaneBuilder timed(ControlPlaneBuilder builder);

  /** How long a wait goes on without progress where a test lets it end. */
  Duration patience();

  /** How long the API server is silent. */
  Duration outage();

  @Override
  void close();
}
