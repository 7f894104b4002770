package io.osplane.openstack;

import io.osplane.ComponentSpec;
import io.osplane.compute.Nova;
import io.osplane.rabbitmq.RabbitMqSpec;
import io.osplane.service.ApiServiceSpec;
import io.osplane.spi.Component;
import java.util.ArrayList;
import java.util.List;

/** Nova without its hosts keeps the contract. */
class NovaContractTest extends ServiceContract {
  NovaContractTest() {
    super(OpenStack.NOVA);
  }

  @Override
  protected Component<ApiServiceSpec> component() {
    return new Nova();
  }

  @Override
  protected List<ComponentSpec> others() {
    List<ComponentSpec> others = new ArrayList<>(super.others());
    others.add(RabbitMqSpec.of(1));
    return others;
  }
}
