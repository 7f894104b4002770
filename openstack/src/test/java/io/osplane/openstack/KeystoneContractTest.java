package io.osplane.openstack;

import io.osplane.ComponentSpec;
import io.osplane.galera.GaleraSpec;
import io.osplane.service.ApiServiceSpec;
import io.osplane.spi.Component;
import io.osplane.testkit.ComponentContract;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.SimulatedClusterBuilder;
import io.osplane.testkit.programs.SimulatedCloud;
import java.util.List;

/** The identity service keeps the contract. */
class KeystoneContractTest extends ComponentContract<ApiServiceSpec> {
  @Override
  protected Component<ApiServiceSpec> component() {
    return new Keystone();
  }

  @Override
  protected ApiServiceSpec example() {
    return OpenStack.keystone(2);
  }

  @Override
  protected ApiServiceSpec changed() {
    return example().withOption("token", "expiration", "7200");
  }

  @Override
  protected List<ComponentSpec> others() {
    return List.of(GaleraSpec.of(1), MemcachedSpec.of(1));
  }

  @Override
  protected SimulatedClusterBuilder cluster() {
    return SimulatedCloud.programs(SimulatedCluster.builder());
  }
}
