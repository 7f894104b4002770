package io.osplane.galera;

import io.osplane.spi.Component;
import io.osplane.testkit.ComponentContract;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.SimulatedClusterBuilder;
import io.osplane.testkit.programs.SimulatedCloud;

/** The database cluster keeps the contract. */
class GaleraContractTest extends ComponentContract<GaleraSpec> {
  @Override
  protected Component<GaleraSpec> component() {
    return new Galera();
  }

  @Override
  protected GaleraSpec example() {
    return GaleraSpec.of(3);
  }

  @Override
  protected GaleraSpec changed() {
    return example().withOption("sort_buffer_size", "1M");
  }

  @Override
  protected SimulatedClusterBuilder cluster() {
    return SimulatedCloud.programs(SimulatedCluster.builder());
  }
}
