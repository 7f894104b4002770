package io.osplane.openstack;

import io.osplane.service.ApiServiceSpec;

/** The dashboard, whose options are settings in Python, keeps the contract. */
class HorizonContractTest extends ServiceContract {
  HorizonContractTest() {
    super(OpenStack.HORIZON);
  }

  @Override
  protected ApiServiceSpec changed() {
    return example().withOption("settings", "SESSION_TIMEOUT", "600");
  }
}
