package io.osplane.examples;

import io.osplane.Report;
import io.osplane.event.Events;
import io.osplane.event.Progress;
import io.osplane.event.StepFailed;
import io.osplane.event.StepFinished;
import io.osplane.event.StepWaiting;
import io.osplane.event.Subscription;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Shows how far an operation is: one bar that is drawn anew on a terminal, and a line an event
 * elsewhere. Thread-safe: events come from many threads.
 */
final class ProgressBar {
  private static final int BAR = 24;
  private static final int WIDTH = 79;
  private static final String ERASE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean isTerminal;
  private final List<Subscription> subscriptions;
  private double share;

  private ProgressBar(Events events, PrintStream out, boolean isTerminal) {
    this.out = out;
    this.isTerminal = isTerminal;
    this.subscriptions =
        List.of(
            events.on(
                StepWaiting.class, e -> show("waits", e.step().id(), e.progress(), ": " + e.why())),
            events.on(StepFinished.class, e -> show("done", e.step().id(), e.progress(), "")),
            events.on(StepFailed.class, e -> failed(e.step().id(), e.cause())));
  }

  /** Shows the events while the work goes on, and gives what the work gives. */
  static Report during(Events events, PrintStream out, boolean isTerminal, Supplier<Report> work) {
    ProgressBar bar = new ProgressBar(events, out, isTerminal);
    try {
      return work.get();
    } finally {
      bar.end();
    }
  }

  private synchronized void show(String what, String step, Progress progress, String more) {
    share = Math.max(share, progress.fraction());
    show(what, step + component(progress, step) + more);
  }

  /** How far the component is whose step it is. */
  private static String component(Progress progress, String step) {
    return progress
        .part(step.substring(0, step.indexOf('/')))
        .map(p -> String.format(Locale.ROOT, " (%s %.0f %%)", p.name(), p.fraction() * 100))
        .orElse("");
  }

  private synchronized void failed(String step, Throwable cause) {
    String why = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    if (isTerminal) {
      out.print(ERASE);
    }
    line("failed", step + ": " + why);
  }

  private void show(String what, String text) {
    if (isTerminal) {
      draw(text);
    } else {
      line(what, text);
    }
  }

  private void draw(String text) {
    int full = (int) Math.round(share * BAR);
    String bar = "#".repeat(full) + ".".repeat(BAR - full);
    String line = "[%s] %3.0f %%  %s".formatted(bar, share * 100, text);
    out.print(ERASE + line.substring(0, Math.min(WIDTH, line.length())));
    out.flush();
  }

  private void line(String what, String text) {
    out.println(String.format(Locale.ROOT, "%3.0f %%  %-6s  %s", share * 100, what, text));
  }

  /** The listening, and the bar. */
  private void end() {
    subscriptions.forEach(Subscription::close);
    if (isTerminal) {
      out.print(ERASE);
      out.flush();
    }
  }
}
