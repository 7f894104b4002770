package io.osplane.openstack;

/** The image service keeps the contract. */
class GlanceContractTest extends ServiceContract {
  GlanceContractTest() {
    super(OpenStack.GLANCE);
  }
}
