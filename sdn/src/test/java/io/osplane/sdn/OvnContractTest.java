package io.osplane.sdn;

import io.osplane.ComponentSpec;
import io.osplane.spi.Component;
import io.osplane.testkit.ComponentContract;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.SimulatedClusterBuilder;
import io.osplane.testkit.programs.SimulatedCloud;
import java.util.List;

/** OVN, with one host whose guests ask a Nova about themselves, keeps the contract. */
class OvnContractTest extends ComponentContract<OvnSpec> {
  @Override
  protected Component<OvnSpec> component() {
    return new Ovn();
  }

  @Override
  protected OvnSpec example() {
    return OvnSpec.of(3);
  }

  @Override
  protected OvnSpec changed() {
    return example().withBridgeMapping("public", "br-ex");
  }

  @Override
  protected List<ComponentSpec> others() {
    return List.of(FakeNova.spec());
  }

  @Override
  protected List<Component<?>> components() {
    return List.of(new FakeNova());
  }

  @Override
  protected SimulatedClusterBuilder cluster() {
    return SimulatedCloud.programs(SimulatedCluster.builder())
        .label("node1", "osplane.io/host." + PLANE, "default");
  }
}
