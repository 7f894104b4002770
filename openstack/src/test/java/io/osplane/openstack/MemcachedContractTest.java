package io.osplane.openstack;

import io.osplane.spi.Component;
import io.osplane.testkit.ComponentContract;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.SimulatedClusterBuilder;
import io.osplane.testkit.programs.SimulatedCloud;

/** The cache keeps the contract. */
class MemcachedContractTest extends ComponentContract<MemcachedSpec> {
  @Override
  protected Component<MemcachedSpec> component() {
    return new Memcached();
  }

  @Override
  protected MemcachedSpec example() {
    return MemcachedSpec.of(2);
  }

  @Override
  protected MemcachedSpec changed() {
    return MemcachedSpec.of(3);
  }

  @Override
  protected SimulatedClusterBuilder cluster() {
    return SimulatedCloud.programs(SimulatedCluster.builder());
  }
}
