package io.osplane.real;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** A cloud whose content is wrong, on the cluster of {@code KUBECONFIG}. */
@Tag("real-full")
@ExtendWith({NeedsCluster.class, ThisShard.class})
class RealContentFaultsIT extends ContentFaults {
  @Override
  World newWorld() {
    return new RealWorld();
  }
}
