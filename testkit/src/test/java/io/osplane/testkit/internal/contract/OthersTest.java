package io.osplane.testkit.internal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.event.Event;
import io.osplane.event.Events;
import io.osplane.event.OperationStarted;
import io.osplane.event.Progress;
import io.osplane.event.StepFinished;
import io.osplane.event.StepStarted;
import io.osplane.event.Subscription;
import io.osplane.plan.Impact;
import io.osplane.plan.ObjectChange;
import io.osplane.plan.Phase;
import io.osplane.plan.Plan;
import io.osplane.plan.Step;
import io.osplane.plan.Undo;
import io.osplane.testkit.AuditRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operation writes for components that are not under test. */
class OthersTest {
  private static final Instant NOW = Instant.EPOCH;
  private static final AuditRecord TO_THE_STORE = write("statefulsets", "store");
  private static final AuditRecord TO_THE_TOY = write("statefulsets", "toy");
  private static final AuditRecord OF_THE_HOLD = write("leases", "osplane");

  private final Bus bus = new Bus();
  private final Others others = new Others(Set.of("store"));
  private final Step store = step("store/members", "store");
  private final Step toy = step("toy/members", "toy");

  /** Tells events to whoever listens. */
  private static final class Bus implements Events {
    private final List<Consumer<Event>> listeners = new ArrayList<>();

    @Override
    public <E extends Event> Subscription on(Class<E> type, Consumer<? super E> listener) {
      listeners.add(
          event -> {
            if (type.isInstance(event)) {
              listener.accept(type.cast(event));
            }
          });
      return () -> {};
    }

    void tell(Event event) {
      listeners.forEach(listener -> listener.accept(event));
    }
  }

  private static AuditRecord write(String resource, String name) {
    return new AuditRecord(NOW, "deployer", "patch", "", resource, "", "trial", name, false, 200);
  }

  private static Step step(String id, String set) {
    return new Step(
        id,
        Phase.EXPAND,
        "Apply",
        "new",
        Impact.NONE,
        Undo.REAPPLY,
        List.of(),
        "",
        List.of(new ObjectChange(ObjectChange.Action.CREATE, "StatefulSet", set, List.of())));
  }

  @BeforeEach
  void begin() {
    others.follow(bus);
    bus.tell(
        new OperationStarted(
            NOW, "1", new Plan("deploy", "", "trial", "trial", List.of(store, toy), "")));
  }

  private void start(Step step) {
    bus.tell(new StepStarted(NOW, "1", step));
  }

  private void finish(Step step) {
    bus.tell(new StepFinished(NOW, "1", step, new Progress("deploy", 1, 0.5, List.of())));
  }

  @Test
  void step_isOfItsComponent() {
    assertThat(others.isTheirs("store/members")).isTrue();
    assertThat(others.isTheirs("toy/members")).isFalse();
  }

  @Test
  void writes_whileNoStepIsUnderWay_areNotTheirs() {
    assertThat(others.isTheirs(OF_THE_HOLD)).isFalse();
    assertThat(others.isTheirs(TO_THE_STORE)).isFalse();
  }

  @Test
  void writes_whileOnlyTheirStepsAreUnderWay_areTheirs() {
    start(store);

    assertThat(others.isTheirs(TO_THE_STORE)).isTrue();
    assertThat(others.isTheirs(OF_THE_HOLD)).isTrue();
  }

  @Test
  void writes_whileStepsOfBothAreUnderWay_areTheirsByTheObject() {
    start(store);
    start(toy);

    assertThat(others.isTheirs(TO_THE_STORE)).isTrue();
    assertThat(others.isTheirs(TO_THE_TOY)).isFalse();
    assertThat(others.isTheirs(OF_THE_HOLD)).isFalse();
  }

  @Test
  void writes_afterTheirStepEnded_areNotTheirs() {
    start(store);
    start(toy);
    finish(store);

    assertThat(others.isTheirs(TO_THE_STORE)).isFalse();
  }
}
