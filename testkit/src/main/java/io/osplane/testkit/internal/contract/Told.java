package io.osplane.testkit.internal.contract;

import io.osplane.ControlPlaneSpec;
import io.osplane.event.Event;
import io.osplane.plan.Plan;
import java.util.Map;
import java.util.TreeMap;

/** What a control plane tells its callers: events, plans, reports, exceptions. Thread-safe. */
public final class Told {
  private final Map<String, String> texts = new TreeMap<>();

  /** Notes what a deployment tells whose caller dies. */
  public void failureOf(Caller caller, ControlPlaneSpec spec) {
    listen(caller);
    note("exception", caller.deployUntilDeath(spec));
  }

  /** Notes everything that a deployment to the end tells. */
  public void deploymentBy(Caller caller, ControlPlaneSpec spec) {
    listen(caller);
    Plan plan = caller.cloud().deploy(spec).plan();
    note("plan", plan.describe());
    note("plan as JSON", plan.toJson());
    var report = caller.cloud().deploy(spec).apply();
    note("report", report.describe() + report);
    note("health", caller.cloud().health().describe());
    note("rendered objects", caller.cloud().render(spec));
  }

  private void listen(Caller caller) {
    caller
        .cloud()
        .events()
        .on(Event.class, event -> note(event.getClass().getSimpleName(), event.toString()));
  }

  private synchronized void note(String kind, String text) {
    texts.put(kind + " " + texts.size(), text);
  }

  /** The texts, each by its kind and a number. */
  public synchronized Map<String, String> texts() {
    return new TreeMap<>(texts);
  }
}
