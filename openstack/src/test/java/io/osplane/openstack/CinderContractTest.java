package io.osplane.openstack;

import io.osplane.ComponentSpec;
import io.osplane.rabbitmq.RabbitMqSpec;
import java.util.ArrayList;
import java.util.List;

/** Block storage keeps the contract. */
class CinderContractTest extends ServiceContract {
  CinderContractTest() {
    super(OpenStack.CINDER);
  }

  @Override
  protected List<ComponentSpec> others() {
    List<ComponentSpec> others = new ArrayList<>(super.others());
    others.add(RabbitMqSpec.of(1));
    return others;
  }
}
