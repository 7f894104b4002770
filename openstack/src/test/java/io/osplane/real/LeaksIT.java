package io.osplane.real;

import org.junit.jupiter.api.extension.ExtendWith;

/** Nothing is left over the real client, with TLS, on the cluster of {@code KUBECONFIG}. */
@ExtendWith(NeedsCluster.class)
class LeaksIT extends LeakScenario {
  @Override
  World newWorld() {
    return new RealWorld();
  }
}
