package io.osplane.testkit.contract;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;

/** The spec of what the toy keeps its data in. */
public record StoreSpec(ComponentName name, int replicas) implements ComponentSpec {
  static StoreSpec defaults() {
    return new StoreSpec(ComponentName.of("store"), 1);
  }

  @Override
  public String kind() {
    return "store";
  }

  @Override
  public StoreSpec withReplicas(int members) {
    return new StoreSpec(name, members);
  }
}
