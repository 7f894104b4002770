package io.osplane.testkit.internal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.ControlPlaneSpec;
import io.osplane.event.StepStarted;
import io.osplane.health.Status;
import io.osplane.testkit.AuditRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Deployments whose caller dies on the way and is followed by another one, compared with one that
 * nothing disturbs.
 */
public final class CrashRuns {
  private final Supplier<Trial> trials;
  private final ControlPlaneSpec spec;
  private final Set<String> others;
  private final Set<String> steps = Collections.synchronizedSet(new TreeSet<>());
  private final AtomicInteger writes = new AtomicInteger();
  private final End undisturbed;

  /**
   * A point at which the caller dies.
   *
   * @param name for people
   * @param death tells the caller when to die
   */
  public record Point(String name, Consumer<Caller> death) {}

  /** What a deployment came to: the objects, and how many Jobs were created for it. */
  private record End(Map<String, JsonNode> objects, List<String> jobs) {}

  /**
   * Deploys once without a disturbance.
   *
   * @param trials gives a new one each time; called by several threads if {@link #run} is
   * @param others names of components that are not under test: no caller dies of what is theirs
   */
  public CrashRuns(Supplier<Trial> trials, ControlPlaneSpec spec, Set<String> others) {
    this.trials = trials;
    this.spec = spec;
    this.others = Set.copyOf(others);
    try (Trial trial = trials.get();
        Caller caller = trial.caller()) {
      caller.cloud().events().on(StepStarted.class, e -> steps.add(e.step().id()));
      caller.onWrite(new Others(others), writes::incrementAndGet);
      this.undisturbed = finish(trial, caller);
    }
  }

  /**
   * Death or cancelling as a step begins, for every step; death right after every write. Steps and
   * writes of others are left out, as their own contracts have them.
   */
  public List<Point> points() {
    List<Point> points = new ArrayList<>();
    for (String step : steps) {
      if (!new Others(others).isTheirs(step)) {
        points.add(new Point("death as " + step + " begins", c -> c.dieAt(step)));
        points.add(new Point("cancelled as " + step + " begins", c -> c.cancelAt(step)));
      }
    }
    for (int i = 1; i <= writes.get(); i++) {
      int number = i;
      points.add(
          new Point("death after write " + i, c -> c.dieAfterWrites(number, new Others(others))));
    }
    return points;
  }

  /** Lets a caller die at a point, and checks that the next one comes to the same end. */
  public void run(Point point) {
    try (Trial trial = trials.get()) {
      String death;
      try (Caller dying = trial.caller()) {
        point.death().accept(dying);
        death = dying.deployUntilDeath(spec);
      }
      try (Caller next = trial.caller()) {
        End repaired = finish(trial, next);
        assertThat(repaired).as("the end, after %s", death).isEqualTo(undisturbed);
      }
    }
  }

  private End finish(Trial trial, Caller caller) {
    caller.cloud().deploy(spec).apply();
    assertThat(caller.cloud().unfinished()).as("the operation left open").isEmpty();
    var health = caller.cloud().health();
    assertThat(health.status()).as(health.describe()).isEqualTo(Status.HEALTHY);
    List<String> jobs =
        trial.writes().stream().filter(CrashRuns::makesJob).map(AuditRecord::resource).toList();
    return new End(trial.settled().wanted(), jobs);
  }

  private static boolean makesJob(AuditRecord write) {
    return write.resource().equals("jobs") && write.verb().equals("create") && write.code() == 201;
  }
}
