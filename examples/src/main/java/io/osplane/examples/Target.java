package io.osplane.examples;

import io.osplane.Access;
import io.osplane.ControlPlane;
import io.osplane.SecretRef;
import java.net.URI;
import java.util.Map;

/** Where the quick start deploys to: a real cluster, or one that is simulated. */
interface Target extends AutoCloseable {
  /** What it is, for the first line of the output. */
  String describe();

  /** Opens the control plane; the caller closes it before the target. */
  ControlPlane open();

  /** The Keystone URL with {@code /v3} to ask from here. */
  URI keystone(Access access);

  /** What a request to {@link #keystone} needs beside its own headers. */
  default Map<String, String> headers() {
    return Map.of();
  }

  /** What makes Keystone reachable if {@link #keystone} is not, in a sentence. */
  String detour(Access access);

  /**
   * A secret's value, to be sent and never to be printed.
   *
   * @throws io.osplane.error.RefusedException if it is not there
   */
  String reveal(SecretRef ref);

  @Override
  void close();
}
