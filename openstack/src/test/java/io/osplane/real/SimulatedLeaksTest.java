package io.osplane.real;

/** Nothing is left in a simulated cluster, whose own ends of the connections are counted too. */
class SimulatedLeaksTest extends LeakScenario {
  @Override
  World newWorld() {
    return SimulatedWorld.start();
  }
}
