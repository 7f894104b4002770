package io.osplane.openstack;

/** The key manager keeps the contract. */
class BarbicanContractTest extends ServiceContract {
  BarbicanContractTest() {
    super(OpenStack.BARBICAN);
  }
}
