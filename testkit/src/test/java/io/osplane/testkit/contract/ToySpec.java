package io.osplane.testkit.contract;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;

/** The spec of a service that greets. */
public record ToySpec(ComponentName name, int replicas, String greeting) implements ComponentSpec {
  static ToySpec defaults() {
    return new ToySpec(ComponentName.of("toy"), 2, "hello");
  }

  ToySpec withGreeting(String text) {
    return new ToySpec(name, replicas, text);
  }

  @Override
  public String kind() {
    return "toy";
  }

  @Override
  public ToySpec withReplicas(int members) {
    return new ToySpec(name, members, greeting);
  }
}
