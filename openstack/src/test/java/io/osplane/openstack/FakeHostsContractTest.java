package io.osplane.openstack;

import io.osplane.ComponentSpec;
import io.osplane.compute.FakeHosts;
import io.osplane.compute.FakeHostsSpec;
import io.osplane.galera.GaleraSpec;
import io.osplane.rabbitmq.RabbitMqSpec;
import io.osplane.spi.Component;
import io.osplane.testkit.ComponentContract;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.SimulatedClusterBuilder;
import io.osplane.testkit.programs.SimulatedCloud;
import java.util.List;

/** Fake hosts keep the contract; the change is that one of two goes. */
class FakeHostsContractTest extends ComponentContract<FakeHostsSpec> {
  @Override
  protected Component<FakeHostsSpec> component() {
    return new FakeHosts();
  }

  @Override
  protected FakeHostsSpec example() {
    return FakeHostsSpec.of(2);
  }

  @Override
  protected FakeHostsSpec changed() {
    return example().withReplicas(1);
  }

  @Override
  protected List<ComponentSpec> others() {
    return List.of(
        GaleraSpec.of(1),
        MemcachedSpec.of(1),
        RabbitMqSpec.of(1),
        OpenStack.keystone(1),
        OpenStack.placement(1),
        OpenStack.nova(1));
  }

  @Override
  protected SimulatedClusterBuilder cluster() {
    return SimulatedCloud.programs(SimulatedCluster.builder());
  }
}
