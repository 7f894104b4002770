package io.osplane.testkit.contract;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;

/** The spec of agents on every node. */
public record AgentsSpec(ComponentName name, String image) implements ComponentSpec {
  static AgentsSpec defaults() {
    return new AgentsSpec(ComponentName.of("agents"), "agent:1");
  }

  AgentsSpec withImage(String newImage) {
    return new AgentsSpec(name, newImage);
  }

  @Override
  public String kind() {
    return "agents";
  }

  /** There are as many as there are nodes. */
  @Override
  public AgentsSpec withReplicas(int members) {
    return this;
  }
}
