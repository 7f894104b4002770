package io.osplane.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.Report;
import io.osplane.event.Event;
import io.osplane.event.Events;
import io.osplane.event.Progress;
import io.osplane.event.StepFailed;
import io.osplane.event.StepFinished;
import io.osplane.event.StepWaiting;
import io.osplane.event.Subscription;
import io.osplane.plan.Step;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private static final Report REPORT = FakeControlPlane.FakeOperation.of("deploy").apply();
  private static final Step STEP = REPORT.plan().steps().get(0);
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final FakeEvents events = new FakeEvents();

  private static final class FakeEvents implements Events {
    private final Map<String, Consumer<Event>> listeners = new TreeMap<>();

    @Override
    public <E extends Event> Subscription on(Class<E> type, Consumer<? super E> listener) {
      listeners.put(type.getName(), e -> listener.accept(type.cast(e)));
      return () -> listeners.remove(type.getName());
    }

    void tell(Event event) {
      listeners.get(event.getClass().getName()).accept(event);
    }
  }

  private String output(boolean isTerminal, Event... told) {
    PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
    Report report =
        ProgressBar.during(
            events,
            out,
            isTerminal,
            () -> {
              for (Event event : told) {
                events.tell(event);
              }
              return REPORT;
            });
    assertThat(report).isSameAs(REPORT);
    return written.toString(StandardCharsets.UTF_8);
  }

  private static StepFinished finished(double share) {
    return new StepFinished(Instant.EPOCH, "op", STEP, at(share));
  }

  private static StepWaiting waiting(String why) {
    return new StepWaiting(Instant.EPOCH, "op", STEP, why, at(0));
  }

  private static Progress at(double share) {
    return Progress.of("deploy", List.of(STEP.id())).at(STEP.id(), share);
  }

  @Test
  void lines_haveNoEscapes_whenThereIsNoTerminal() {
    assertThat(output(false, waiting("1 of 3"), finished(0.5)).lines())
        .containsExactly(
            "  0 %  waits   galera/deploy (galera 0 %): 1 of 3",
            " 50 %  done    galera/deploy (galera 50 %)");
  }

  @Test
  void failure_isOneLine_howeverLongTheReason() {
    Exception cause = new IllegalStateException("it broke\nwith a long diagnosis");
    assertThat(output(false, new StepFailed(Instant.EPOCH, "op", STEP, cause)).lines())
        .containsExactly("  0 %  failed  galera/deploy: it broke");
  }

  @Test
  void bar_isDrawnAnewAndErased_onATerminal() {
    assertThat(output(true, finished(0.5)))
        .isEqualTo(
            "\r\u001b[K[############............]  50 %  galera/deploy (galera 50 %)\r\u001b[K");
  }

  @Test
  void bar_staysOnOneLine_whenTheTextIsLong() {
    String shown = output(true, waiting("x".repeat(200)));
    assertThat(shown.replace("\r\u001b[K", "")).hasSize(79).doesNotContain("\n");
  }

  @Test
  void share_neverGoesBack_whenEventsOvertakeEachOther() {
    assertThat(output(false, finished(0.8), finished(0.4)).lines())
        .allMatch(line -> line.startsWith(" 80 %"));
  }

  @Test
  void listeners_areGone_afterTheWork() {
    assertThat(output(false)).isEmpty();
    assertThat(events.listeners).isEmpty();
  }
}
