package io.osplane.rabbitmq;

import io.osplane.spi.Component;
import io.osplane.testkit.ComponentContract;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.SimulatedClusterBuilder;
import io.osplane.testkit.programs.SimulatedCloud;

/** The message bus keeps the contract. */
class RabbitMqContractTest extends ComponentContract<RabbitMqSpec> {
  @Override
  protected Component<RabbitMqSpec> component() {
    return new RabbitMq();
  }

  @Override
  protected RabbitMqSpec example() {
    return RabbitMqSpec.of(3);
  }

  @Override
  protected RabbitMqSpec changed() {
    return example().withOption("channel_max", "1024");
  }

  @Override
  protected SimulatedClusterBuilder cluster() {
    return SimulatedCloud.programs(SimulatedCluster.builder());
  }
}
