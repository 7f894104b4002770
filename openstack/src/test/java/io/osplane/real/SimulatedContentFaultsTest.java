package io.osplane.real;

/** A cloud whose content is wrong, in simulated clusters. */
class SimulatedContentFaultsTest extends ContentFaults {
  @Override
  World newWorld() {
    return SimulatedWorld.start();
  }
}
