package io.osplane.spi;

import io.osplane.plan.Phase;

/**
 * One thing that a recipe asks the engine to do. Every task may run again without harm: that is how
 * a crash at any point is repaired.
 */
public sealed interface Task permits Generate, Apply, Run, Act, Await {
  /** Unique within the component, a DNS label. */
  String name();

  /** When it runs. */
  Phase phase();

  /** What must be done before it. */
  Needs needs();
}
