package io.osplane.spi;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import io.osplane.Operation;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One component of a control plane, for those who offer more verbs on it than every component has:
 * {@code Compute.on(cloud)} is one. Thread-safe; every call looks at the cluster anew.
 */
public interface Facet {
  /** The component's name. */
  ComponentName component();

  /**
   * What is seen of the component as it was last applied.
   *
   * @param question is given the component's spec
   * @throws io.osplane.error.RefusedException if the component is not deployed
   */
  <T> T look(BiFunction<ComponentSpec, Probe, T> question);

  /**
   * A verb that carries out tasks which depend on what is seen; tasks that act are carried out
   * whenever it is ended, unless it is already so. The keys of its acts are what a reviewed plan is
   * compared by, so they must say what was decided.
   *
   * @param verb its name, for the plan and for whoever waits for it
   * @param tasks what is to be done, and refused by an exception; empty if nothing
   */
  Operation operation(String verb, Function<Probe, List<Task>> tasks);
}
