package io.osplane.internal.engine;

import io.osplane.error.NotReadyException;
import io.osplane.spi.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Waits for a verdict, as long as there is progress: patience starts anew whenever the verdict's
 * progress changes.
 */
final class Patience {
  private static final long FIRST_MILLIS = 100;
  private static final long LAST_MILLIS = 1_000;
  private final Signal signal;
  private final Clock clock;
  private final Duration limit;

  Patience(Signal signal, Clock clock, Duration limit) {
    this.signal = signal;
    this.clock = clock;
    this.limit = limit;
  }

  /**
   * Judges on each change, and for what no watch shows after a tenth of a second, then twice that,
   * and so on, once a second at last; anew when the reason changes.
   *
   * @param what what is waited for
   * @param judge the verdict
   * @param say is told when the reason or the share that is done changes
   * @param diagnosis what else is to be seen, asked for on failure
   * @throws NotReadyException if it failed, or the limit is over
   */
  void await(
      String what,
      Supplier<Verdict> judge,
      Consumer<Verdict.NotYet> say,
      Supplier<String> diagnosis)
      throws InterruptedException {
    Optional<NotReadyException> late = outlast(what, judge, say, diagnosis);
    if (late.isPresent()) {
      throw late.get();
    }
  }

  /**
   * As {@link #await}, but that the limit is over is told by the answer; empty if it is so.
   *
   * @throws NotReadyException if it failed: no time would mend that
   */
  Optional<NotReadyException> outlast(
      String what,
      Supplier<Verdict> judge,
      Consumer<Verdict.NotYet> say,
      Supplier<String> diagnosis)
      throws InterruptedException {
    Instant end = clock.instant().plus(limit);
    String progress = "";
    Verdict.NotYet said = new Verdict.NotYet("", "");
    long pause = FIRST_MILLIS;
    while (true) {
      long seen = signal.count();
      Verdict verdict = judge.get();
      if (verdict instanceof Verdict.Met) {
        return Optional.empty();
      }
      if (verdict instanceof Verdict.Failed failed) {
        throw new NotReadyException(what, failed.why() + diagnosis.get(), failed.remedy());
      }
      Verdict.NotYet notYet = (Verdict.NotYet) verdict;
      if (!notYet.why().equals(said.why()) || notYet.done() != said.done()) {
        said = notYet;
        pause = FIRST_MILLIS;
        say.accept(said);
      }
      if (!notYet.progress().equals(progress)) {
        progress = notYet.progress();
        end = clock.instant().plus(limit);
      }
      if (!clock.instant().isBefore(end)) {
        return Optional.of(
            new NotReadyException(
                what,
                said.why() + ", without progress for " + limit.toSeconds() + " s" + diagnosis.get(),
                "Mend what the diagnosis shows, then apply again"));
      }
      signal.await(seen, pause);
      pause = Math.min(LAST_MILLIS, 2 * pause);
    }
  }
}
