package io.osplane.benchmarks;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;

/**
 * What is wanted of a {@link Sheet}: nothing can be chosen.
 *
 * @param name the instance's name
 * @param replicas without a meaning
 */
public record SheetSpec(ComponentName name, int replicas) implements ComponentSpec {
  static final String KIND = "sheet";

  /** The values of fields that a spec leaves out. */
  public static SheetSpec defaults() {
    return new SheetSpec(ComponentName.of(KIND), 1);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public SheetSpec withReplicas(int newReplicas) {
    return new SheetSpec(name, newReplicas);
  }
}
