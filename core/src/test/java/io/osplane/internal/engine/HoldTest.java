package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.osplane.Ticker;
import io.osplane.Unfinished;
import io.osplane.error.BusyException;
import io.osplane.error.LeaseLostException;
import io.osplane.internal.engine.ApiDouble.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Terms on a ticker that passes by itself: whole minutes of holds in no time. */
@Timeout(60)
class HoldTest {
  private static final String LEASE = "/apis/coordination.k8s.io/v1/namespaces/ns/leases/osplane";
  private static final Duration TERM = Duration.ofSeconds(15);
  private static final Duration MILLI = Duration.ofMillis(1);
  private final ApiDouble api = new ApiDouble();
  private final HandTicker ticker = new HandTicker();
  private final Clock clock = Clock.systemUTC();
  private final Signal signal = new Signal();

  @AfterEach
  void end() {
    api.close();
  }

  private Hold take(String holder) throws InterruptedException {
    Unfinished operation = new Unfinished("id-" + holder, "deploy", holder, Instant.EPOCH);
    return Hold.take(api.cluster(), "prod", operation, clock, ticker, signal);
  }

  /** A caller that stands still between two of its own steps, for longer than a term. */
  private final class SlowStart implements Ticker {
    @Override
    public Duration elapsed() {
      return ticker.elapsed();
    }

    @Override
    public Alarm after(Duration delay, Runnable action) {
      return ticker.after(delay, action);
    }

    @Override
    public Alarm every(Duration period, Runnable action) {
      Alarm alarm = ticker.every(period, action);
      ticker.pass(TERM.plusSeconds(1));
      return alarm;
    }
  }

  @Test
  void take_whenTheCallerWasSlowBefore_isHeldForAWholeTerm() throws InterruptedException {
    Unfinished operation = new Unfinished("id", "deploy", "we", Instant.EPOCH);

    try (Hold hold = Hold.take(api.cluster(), "prod", operation, clock, new SlowStart(), signal)) {
      assertThat(hold.left()).isEqualTo(TERM.plus(MILLI));
    }
  }

  private void leaveBehind(String renewTime) {
    api.store(
        LEASE,
        "{\"apiVersion\":\"coordination.k8s.io/v1\",\"kind\":\"Lease\","
            + "\"spec\":{\"holderIdentity\":\"dead\",\"leaseTransitions\":7,\"renewTime\":\""
            + renewTime
            + "\"}}");
  }

  private String holder() {
    return api.stored(LEASE).orElseThrow().at("/spec/holderIdentity").asText();
  }

  @Test
  void take_whenNobodyHoldsIt_doesNotWait() throws InterruptedException {
    Duration before = ticker.elapsed();

    try (Hold hold = take("we")) {
      assertThat(ticker.elapsed()).isEqualTo(before);
      assertThat(hold.epoch()).isEqualTo(1);
    }

    assertThat(holder()).isEmpty();
  }

  @Test
  void take_whenTheHolderIsDead_comesAfterExactlyTheTerm() throws InterruptedException {
    leaveBehind("2026-01-01T00:00:00.000000Z");
    Duration before = ticker.elapsed();

    try (Hold hold = take("we")) {
      assertThat(ticker.elapsed().minus(before)).isEqualTo(TERM);
      assertThat(hold.epoch()).isEqualTo(8);
    }
  }

  @Test
  void take_whateverTheRecordSaysOfTime_countsFromOurFirstLook() throws InterruptedException {
    for (String renewTime :
        List.of("1970-01-01T00:00:00.000000Z", "2999-01-01T00:00:00.000000Z", "no time")) {
      leaveBehind(renewTime);
      Duration before = ticker.elapsed();

      take("we").close();

      assertThat(ticker.elapsed().minus(before)).as(renewTime).isEqualTo(TERM);
    }
  }

  @Test
  void take_whenTheHolderDiesMeanwhile_countsFromItsLastRenewal() throws InterruptedException {
    leaveBehind("first");
    Duration before = ticker.elapsed();
    ticker.at(Duration.ofMillis(1_700), () -> leaveBehind("second"));

    take("we").close();

    assertThat(ticker.elapsed().minus(before)).isEqualTo(TERM.plusSeconds(2));
  }

  @Test
  void take_whileTheHolderLives_isRefused() throws InterruptedException {
    try (Hold living = take("living")) {
      for (int i = 0; i < 3; i++) {
        assertThatExceptionOfType(BusyException.class)
            .isThrownBy(() -> take("other"))
            .withMessageContaining("living");
        assertThatCode(living::check).doesNotThrowAnyException();
      }
      assertThat(holder()).isEqualTo("living");
    }
  }

  @Test
  void take_whenTheHolderReleases_doesNotWaitForTheTerm() throws InterruptedException {
    Hold first = take("first");
    Duration before = ticker.elapsed();
    ticker.at(Duration.ofMillis(700), first::close);

    try (Hold second = take("second")) {
      assertThat(ticker.elapsed().minus(before)).isEqualTo(Duration.ofSeconds(1));
      assertThat(second.epoch()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 45000", "2, 31000"})
  void take_whenALookTakesLong_countsFromAnswerToQuestion(int slowLook, long millis)
      throws InterruptedException {
    leaveBehind("first");
    AtomicInteger looks = new AtomicInteger();
    api.script(
        request -> {
          Reply reply = api.answer(request);
          if (request.method().equals("GET") && looks.incrementAndGet() == slowLook) {
            ticker.pass(TERM.multipliedBy(2));
          }
          return Optional.of(reply);
        });
    Duration before = ticker.elapsed();

    take("we").close();

    assertThat(ticker.elapsed().minus(before)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void check_withoutRenewals_failsAfterExactlyTheTerm() throws InterruptedException {
    Hold hold = take("we");
    api.script(r -> Optional.of(new Reply(403, ApiDouble.status("Forbidden"))));
    ticker.pass(TERM.minus(MILLI));
    assertThatCode(hold::check).doesNotThrowAnyException();

    ticker.pass(MILLI);

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(hold::check)
        .withMessageContaining("no renewal for 15 s");
  }

  @Test
  void check_whenAnotherOneTookIt_saysWho() throws InterruptedException {
    Hold hold = take("we");
    leaveBehind("later");

    ticker.pass(Duration.ofSeconds(5));

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(hold::check)
        .withMessageContaining("now held by dead");
    hold.close();
    assertThat(holder()).isEqualTo("dead");
  }

  @Test
  void close_endsTheRenewals() throws InterruptedException {
    take("we").close();
    long writes = api.count("PUT " + LEASE);

    ticker.pass(TERM.multipliedBy(4));

    assertThat(api.count("PUT " + LEASE)).isEqualTo(writes);
  }

  @Test
  void abort_whenThereIsNoSignOfLife_releases() throws InterruptedException {
    leaveBehind("long ago");
    Duration before = ticker.elapsed();

    Hold.abort(api.cluster(), "prod", ticker, signal);

    assertThat(ticker.elapsed().minus(before)).isEqualTo(Duration.ofSeconds(6));
    assertThat(holder()).isEmpty();
  }

  @Test
  void abort_whileTheHolderLives_isRefused() throws InterruptedException {
    try (Hold living = take("living")) {
      assertThatExceptionOfType(BusyException.class)
          .isThrownBy(() -> Hold.abort(api.cluster(), "prod", ticker, signal));

      assertThatCode(living::check).doesNotThrowAnyException();
      assertThat(holder()).isEqualTo("living");
    }
  }
}
