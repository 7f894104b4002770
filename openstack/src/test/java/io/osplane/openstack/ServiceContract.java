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

/** The contract of a service whose callers have tokens, in the smallest plane with an identity. */
abstract class ServiceContract extends ComponentContract<ApiServiceSpec> {
  private final String kind;

  ServiceContract(String kind) {
    this.kind = kind;
  }

  @Override
  protected Component<ApiServiceSpec> component() {
    return Given.service(kind);
  }

  @Override
  protected ApiServiceSpec example() {
    return ApiServiceSpec.of(kind, 1);
  }

  @Override
  protected ApiServiceSpec changed() {
    return example().withOption("DEFAULT", "debug", "true");
  }

  @Override
  protected List<ComponentSpec> others() {
    return List.of(GaleraSpec.of(1), MemcachedSpec.of(1), OpenStack.keystone(1));
  }

  @Override
  protected SimulatedClusterBuilder cluster() {
    return SimulatedCloud.programs(SimulatedCluster.builder());
  }
}
