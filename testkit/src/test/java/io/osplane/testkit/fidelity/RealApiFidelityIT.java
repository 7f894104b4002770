package io.osplane.testkit.fidelity;

import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NeedsCluster.class)
class RealApiFidelityIT extends ApiFidelity {
  @Override
  World world() {
    return new RealWorld();
  }
}
