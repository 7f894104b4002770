package io.osplane.openstack;

import io.osplane.ComponentSpec;
import io.osplane.compute.ComputeSpec;
import io.osplane.compute.Hosts;
import io.osplane.compute.VirtType;
import io.osplane.galera.GaleraSpec;
import io.osplane.rabbitmq.RabbitMqSpec;
import io.osplane.spi.Component;
import io.osplane.testkit.ComponentContract;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.SimulatedClusterBuilder;
import io.osplane.testkit.programs.SimulatedCloud;
import java.util.List;

/** The hosts of Nova, of which there is one, keep the contract. */
class ComputeContractTest extends ComponentContract<ComputeSpec> {
  @Override
  protected Component<ComputeSpec> component() {
    return new Hosts();
  }

  @Override
  protected ComputeSpec example() {
    return ComputeSpec.of(VirtType.QEMU);
  }

  @Override
  protected ComputeSpec changed() {
    return example().withOption("DEFAULT", "debug", "true");
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
    return SimulatedCloud.programs(SimulatedCluster.builder())
        .label("node1", "osplane.io/host." + PLANE, "default");
  }
}
