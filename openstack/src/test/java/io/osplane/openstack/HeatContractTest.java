package io.osplane.openstack;

import io.osplane.ComponentSpec;
import io.osplane.rabbitmq.RabbitMqSpec;
import java.util.ArrayList;
import java.util.List;

/** Orchestration, with a domain of its own, keeps the contract. */
class HeatContractTest extends ServiceContract {
  HeatContractTest() {
    super(OpenStack.HEAT);
  }

  @Override
  protected List<ComponentSpec> others() {
    List<ComponentSpec> others = new ArrayList<>(super.others());
    others.add(RabbitMqSpec.of(1));
    return others;
  }
}
