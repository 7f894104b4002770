package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.osplane.error.NotReadyException;
import io.osplane.spi.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PatienceTest {
  private static final Duration LIMIT = Duration.ofSeconds(100);
  private final Signal signal = new Signal();
  private final HandClock clock = new HandClock();
  private final Patience patience = new Patience(signal, clock, LIMIT);
  private final List<String> said = new ArrayList<>();

  /** A clock that a test moves. */
  static final class HandClock extends Clock {
    private Instant now = Instant.EPOCH;

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void await_whenItIsSo_endsWithoutWaiting() throws InterruptedException {
    patience.await("it", Verdict::met, n -> said.add(n.why()), () -> "");

    assertThat(said).isEmpty();
  }

  @Test
  void await_whenItWillNeverBeSo_failsAtOnceWithRemedyAndDiagnosis() {
    assertThatExceptionOfType(NotReadyException.class)
        .isThrownBy(() -> await(() -> Verdict.failed("the image is missing", "Push it")))
        .satisfies(e -> assertThat(e.remedy()).isEqualTo("Push it"))
        .withMessage("waited for it: the image is missing; pods. Push it");
    assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void await_whenThereIsNoProgressForTheLimit_failsWithTheLastReason() {
    assertThatExceptionOfType(NotReadyException.class)
        .isThrownBy(() -> await(each(LIMIT.dividedBy(4), () -> Verdict.notYet("0 of 3"))))
        .withMessageContaining("0 of 3, without progress for 100 s; pods");
    assertThat(clock.instant()).isEqualTo(Instant.EPOCH.plus(LIMIT.plus(LIMIT.dividedBy(4))));
  }

  @Test
  void await_whenThereIsProgress_startsAnew() throws InterruptedException {
    Iterator<Verdict> verdicts =
        List.of(
                Verdict.notYet("0 of 3"),
                Verdict.notYet("1 of 3"),
                Verdict.notYet("2 of 3"),
                Verdict.met())
            .iterator();

    await(each(LIMIT.minusMillis(1), verdicts::next));

    assertThat(clock.instant()).isEqualTo(Instant.EPOCH.plus(LIMIT.minusMillis(1).multipliedBy(4)));
  }

  @Test
  void await_whenOnlyTheReasonChanges_doesNotStartAnew() {
    List<String> reasons = new ArrayList<>();

    assertThatExceptionOfType(NotReadyException.class)
        .isThrownBy(
            () ->
                await(
                    each(
                        LIMIT.dividedBy(2),
                        () -> {
                          reasons.add("try " + reasons.size());
                          return new Verdict.NotYet(reasons.get(reasons.size() - 1), "same");
                        })));
    assertThat(reasons).hasSize(3);
    assertThat(said).isEqualTo(reasons);
  }

  @Test
  void await_whenTheReasonStays_saysItOnce() {
    assertThatExceptionOfType(NotReadyException.class)
        .isThrownBy(() -> await(each(LIMIT.dividedBy(5), () -> Verdict.notYet("0 of 3"))));

    assertThat(said).containsExactly("0 of 3");
  }

  @Test
  void await_whenCancelled_isInterrupted() {
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(
            () ->
                await(
                    () -> {
                      signal.cancel();
                      return Verdict.notYet("it starts");
                    }));
  }

  @Test
  void await_whenTheThreadIsInterrupted_ends() {
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(
            () ->
                patience.await(
                    "it", () -> Verdict.notYet("never"), n -> said.add(n.why()), () -> ""));
  }

  @Test
  void await_whenTheJudgeThrows_throwsThat() {
    IllegalStateException defect = new IllegalStateException("a judge's defect");

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                await(
                    () -> {
                      throw defect;
                    }))
        .isSameAs(defect);
  }

  private void await(Supplier<Verdict> judge) throws InterruptedException {
    patience.await("it", judge, n -> said.add(n.why()), () -> "; pods");
  }

  /** Before each verdict time passes, and with it something changes. */
  private Supplier<Verdict> each(Duration time, Supplier<Verdict> judge) {
    return () -> {
      clock.pass(time);
      signal.raise();
      return judge.get();
    };
  }
}
