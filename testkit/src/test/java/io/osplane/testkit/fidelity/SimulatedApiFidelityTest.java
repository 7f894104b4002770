package io.osplane.testkit.fidelity;

class SimulatedApiFidelityTest extends ApiFidelity {
  @Override
  World world() {
    return new SimulatedWorld();
  }
}
