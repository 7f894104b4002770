package io.osplane.real;

/** The scenario in a simulated cluster, on virtual time. */
class SimulatedCloudTest extends CloudScenario {
  @Override
  World newWorld() {
    return SimulatedWorld.start();
  }
}
