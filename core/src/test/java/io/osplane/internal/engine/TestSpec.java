package io.osplane.internal.engine;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;

/** A spec that several kinds share. */
public record TestSpec(String kind, ComponentName name, int replicas) implements ComponentSpec {
  static TestSpec of(String name) {
    return named(name, name);
  }

  static TestSpec named(String kind, String name) {
    return new TestSpec(kind, ComponentName.of(name), 1);
  }

  @Override
  public TestSpec withReplicas(int members) {
    return new TestSpec(kind, name, members);
  }
}
