package io.osplane.openstack;

import io.osplane.ComponentSpec;
import io.osplane.rabbitmq.RabbitMqSpec;
import io.osplane.sdn.OvnSpec;
import java.util.ArrayList;
import java.util.List;

/** The network service, with OVN as its back end, keeps the contract. */
class NeutronContractTest extends ServiceContract {
  NeutronContractTest() {
    super(OpenStack.NEUTRON);
  }

  @Override
  protected List<ComponentSpec> others() {
    List<ComponentSpec> others = new ArrayList<>(super.others());
    others.add(RabbitMqSpec.of(1));
    others.add(OvnSpec.of(1));
    return others;
  }
}
