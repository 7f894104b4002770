package io.osplane.internal.engine;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import io.osplane.ControlPlaneSpec;
import io.osplane.error.OsplaneException;
import io.osplane.health.Condition;
import io.osplane.health.HealthReport;
import io.osplane.internal.LogContext;
import io.osplane.spi.Plane;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Asks every component how well it is, side by side; touches nothing. */
public final class Checkup {
  private Checkup() {}

  /** The findings about the last applied spec. */
  public static HealthReport of(Engine engine) {
    Situation now = engine.look();
    ControlPlaneSpec spec = engine.deployedSpec(now, "look at the health");
    Plane plane = engine.planeOf(spec);
    Roster roster = Roster.standing(spec, plane, engine.kinds());
    Map<ComponentName, List<Condition>> found = new ConcurrentSkipListMap<>();
    now.io()
        .each(
            roster.entries(),
            e -> found.put(e.name(), probe(e, new Observer(now, roster, e.name()))));
    return new HealthReport(found);
  }

  private static <S extends ComponentSpec> List<Condition> probe(
      Roster.Entry<S> entry, Observer observer) {
    try {
      return LogContext.current()
          .with(entry.name())
          .call(() -> entry.component().probe(entry.spec(), observer));
    } catch (OsplaneException e) {
      return List.of(Condition.unknown("NotSeen", e.problem(), e.remedy()));
    } catch (RuntimeException e) {
      return List.of(
          Condition.unknown(
              "ProbeFailed", "the probe threw " + e, "Report this defect of the component"));
    }
  }
}
