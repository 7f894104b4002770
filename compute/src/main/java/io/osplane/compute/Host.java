package io.osplane.compute;

import java.util.OptionalInt;

/**
 * A Kubernetes node that runs guests, or did.
 *
 * @param name the node's name, which Nova has too
 * @param isReady whether its pods are ready; false without pods: the node is no host any more
 * @param isUp whether Nova's agent reports
 * @param isEnabled whether servers are placed on it
 * @param reason why they are not, as whoever disabled it said; empty if nobody did
 * @param processors the virtual processors that Placement knows of; empty if it does not know the
 *     host yet
 */
public record Host(
    String name,
    boolean isReady,
    boolean isUp,
    boolean isEnabled,
    String reason,
    OptionalInt processors) {

  /** Whether a server can be placed on it now. */
  public boolean takesServers() {
    return isReady && isUp && isEnabled && processors.isPresent();
  }
}
