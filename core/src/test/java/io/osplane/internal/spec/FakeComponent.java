package io.osplane.internal.spec;

import io.osplane.ComponentSpec;
import io.osplane.health.Condition;
import io.osplane.spi.Change;
import io.osplane.spi.Component;
import io.osplane.spi.Probe;
import io.osplane.spi.Task;
import java.util.List;

/** A component that has a spec and does nothing. */
record FakeComponent<S extends ComponentSpec>(String kind, Class<S> specType)
    implements Component<S> {
  @Override
  public List<Task> recipe(Change<S> change) {
    return List.of();
  }

  @Override
  public List<Condition> probe(S spec, Probe probe) {
    return List.of();
  }
}
