package io.osplane.real;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;

/** A cluster for scenarios, with what differs between a real and a simulated one. */
interface World extends AutoCloseable {
  /** A client with every right. */
  KubernetesClient admin();

  /** Lets the hold of a caller that is gone run out, where that need not take its time. */
  void expireHold(String namespace);

  /** How long a wait goes on without progress where a test lets it end. */
  Duration patience();

  /** How long the API server is silent. */
  Duration outage();

  @Override
  void close();
}
