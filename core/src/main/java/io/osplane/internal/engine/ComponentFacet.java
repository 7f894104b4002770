package io.osplane.internal.engine;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import io.osplane.ControlPlaneSpec;
import io.osplane.Operation;
import io.osplane.spi.Facet;
import io.osplane.spi.Probe;
import io.osplane.spi.Task;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A component as it was last applied. */
public record ComponentFacet(Engine engine, ComponentName component) implements Facet {
  @Override
  public <T> T look(BiFunction<ComponentSpec, Probe, T> question) {
    Situation now = engine.look();
    ControlPlaneSpec spec = engine.deployedSpec(now, "look at " + component);
    Roster roster = Roster.standing(spec, engine.planeOf(spec), engine.kinds());
    Observer observer = new Observer(now, roster, component);
    return question.apply(roster.deployed(component).spec(), observer);
  }

  @Override
  public Operation operation(String verb, Function<Probe, List<Task>> tasks) {
    return Errand.of(engine, verb, component, tasks);
  }
}
