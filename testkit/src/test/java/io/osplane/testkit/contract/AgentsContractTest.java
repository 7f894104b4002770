package io.osplane.testkit.contract;

import io.osplane.spi.Component;
import io.osplane.testkit.ComponentContract;

/** A component of a DaemonSet keeps the contract. */
class AgentsContractTest extends ComponentContract<AgentsSpec> {
  @Override
  protected Component<AgentsSpec> component() {
    return new Agents();
  }

  @Override
  protected AgentsSpec example() {
    return AgentsSpec.defaults();
  }

  @Override
  protected AgentsSpec changed() {
    return AgentsSpec.defaults().withImage("agent:2");
  }
}
