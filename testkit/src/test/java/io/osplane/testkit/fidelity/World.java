package io.osplane.testkit.fidelity;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;

/** The cluster that a scenario runs on, as far as the API does not show it. */
interface World extends AutoCloseable {

  /** A client with every right. */
  KubernetesClient admin();

  /**
   * Does everything that is left to do, where time is virtual; a real cluster does it by itself.
   */
  void settle();

  /** Lets virtual time pass; real time passes while a scenario waits. */
  void pass(Duration duration);

  /** Sees to it that revision 1 is too old to watch from. */
  void expireHistory();

  /** An image with a shell, which needs no pull. */
  String image();

  /** An image that no registry has. */
  String unknownImage();

  /** How long to wait for what is expected, in seconds. */
  long patience();

  @Override
  void close();
}
