package io.osplane.compute;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import io.osplane.ControlPlane;
import io.osplane.Execution;
import io.osplane.Operation;
import io.osplane.Report;
import io.osplane.plan.Plan;
import io.osplane.spi.Act;
import io.osplane.spi.Facet;
import io.osplane.spi.Probe;
import io.osplane.spi.Task;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A component of a control plane that has facets and nothing else; its tasks act on a site. */
record FakeFacet(ComponentName component, FakeSite site, List<Act> acts) implements Facet {
  /** A control plane whose facets work on a site. */
  static ControlPlane plane(FakeSite site, List<FakeFacet> given) {
    return (ControlPlane)
        Proxy.newProxyInstance(
            FakeFacet.class.getClassLoader(),
            new Class<?>[] {ControlPlane.class},
            (self, method, arguments) -> {
              if (!method.getName().equals("facet")) {
                throw new UnsupportedOperationException(method.getName());
              }
              given.add(new FakeFacet((ComponentName) arguments[0], site, new ArrayList<>()));
              return given.get(given.size() - 1);
            });
  }

  @Override
  public <T> T look(BiFunction<ComponentSpec, Probe, T> question) {
    return question.apply(ComputeSpec.defaults(), site);
  }

  @Override
  public Operation operation(String verb, Function<Probe, List<Task>> tasks) {
    return new Operation() {
      @Override
      public Plan plan() {
        tasks.apply(site).forEach(task -> acts.add((Act) task));
        return new Plan(verb, "", "cloud", "prod", List.of(), "");
      }

      @Override
      public Report apply() {
        Plan plan = plan();
        try {
          for (Act act : acts) {
            if (!act.action().isSo(site)) {
              act.action().makeSo(site);
            }
          }
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        return new Report(plan, Report.Outcome.DONE, List.of(), Duration.ZERO);
      }

      @Override
      public Report apply(Plan reviewed) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Execution start() {
        throw new UnsupportedOperationException();
      }
    };
  }
}
