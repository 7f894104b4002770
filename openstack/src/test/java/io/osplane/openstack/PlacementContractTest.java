package io.osplane.openstack;

/** The inventory of what servers can be placed on keeps the contract. */
class PlacementContractTest extends ServiceContract {
  PlacementContractTest() {
    super(OpenStack.PLACEMENT);
  }
}
