package io.osplane.real;

/** An API server that ails, in simulated clusters. */
class SimulatedServerFaultsTest extends ServerFaults {
  @Override
  World newWorld() {
    return SimulatedWorld.start();
  }
}
