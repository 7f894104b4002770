package io.osplane.real;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** An API server that ails, on the cluster of {@code KUBECONFIG}. */
@Tag("real-full")
@ExtendWith({NeedsCluster.class, ThisShard.class})
class RealServerFaultsIT extends ServerFaults {
  @Override
  World newWorld() {
    return new RealWorld();
  }
}
