package io.osplane.openstack;

import io.osplane.ComponentSpec;
import io.osplane.ControlPlaneSpec;
import io.osplane.Exposure;
import io.osplane.galera.GaleraSpec;
import io.osplane.spi.Component;
import io.osplane.testkit.ComponentContract;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.SimulatedClusterBuilder;
import io.osplane.testkit.programs.SimulatedCloud;
import java.util.List;

/** The edge keeps the contract. */
class EdgeContractTest extends ComponentContract<EdgeSpec> {
  @Override
  protected Component<EdgeSpec> component() {
    return new Edge();
  }

  @Override
  protected EdgeSpec example() {
    return EdgeSpec.of(1).withEntrance(Entrance.CLUSTER_IP);
  }

  @Override
  protected EdgeSpec changed() {
    return EdgeSpec.of(2).withEntrance(Entrance.CLUSTER_IP);
  }

  @Override
  protected ControlPlaneSpec.Builder plane() {
    return super.plane().exposure(Exposure.at("cloud.example.org"));
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
