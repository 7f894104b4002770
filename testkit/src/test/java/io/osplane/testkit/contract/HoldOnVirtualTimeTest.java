package io.osplane.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.osplane.ControlPlaneSpec;
import io.osplane.Execution;
import io.osplane.Report;
import io.osplane.Size;
import io.osplane.error.BusyException;
import io.osplane.spi.Act;
import io.osplane.spi.Component;
import io.osplane.spi.Needs;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;
import io.osplane.testkit.AuditRecord;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.internal.contract.Caller;
import io.osplane.testkit.internal.contract.Trial;
import io.osplane.testkit.internal.contract.Trials;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers of one control plane whose terms pass on the simulated cluster's clock. */
@Timeout(120)
class HoldOnVirtualTimeTest {
  private static final Duration TERM = Duration.ofSeconds(15);
  private static final ControlPlaneSpec SPEC =
      ControlPlaneSpec.builder()
          .size(Size.TINY)
          .components(List.of(StoreSpec.defaults()))
          .component(ToySpec.defaults())
          .build();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);

  private static Trial trial(Component<?> toy) {
    return new Trials(
            SimulatedCluster::builder, List.of(new Store(), toy), SPEC, Duration.ofSeconds(60))
        .start();
  }

  private static List<Instant> leaseRequests(Trial trial, String verb) {
    return trial.requests().stream()
        .filter(r -> r.resource().equals("leases") && r.verb().equals(verb))
        .map(AuditRecord::time)
        .toList();
  }

  @Test
  void hold_whenItsCallerIsDead_expiresAfterExactlyTheTerm() {
    try (Trial trial = trial(new Toy())) {
      try (Caller dying = trial.caller()) {
        dying.dieAfterWrites(3);
        assertThat(dying.deployUntilDeath(SPEC)).contains("OperationFailedException");
      }
      trial.settled();
      trial.cluster().audit().clear();

      try (Caller next = trial.caller()) {
        assertThat(next.cloud().deploy(SPEC).apply().outcome()).isEqualTo(Report.Outcome.DONE);
      }

      Instant firstLook = leaseRequests(trial, "get").get(0);
      assertThat(leaseRequests(trial, "update").get(0)).isEqualTo(firstLook.plus(TERM));
    }
  }

  @Test
  void hold_whileItsCallerLives_neverExpires() throws InterruptedException {
    try (Trial trial = trial(BrokenToy.with(change -> waiting()));
        Caller living = trial.caller();
        Caller other = trial.caller()) {
      Execution execution = living.cloud().deploy(SPEC).start();
      begun.await();

      trial.cluster().clock().advance(TERM.multipliedBy(10));

      assertThatExceptionOfType(BusyException.class)
          .isThrownBy(() -> other.cloud().deploy(SPEC).apply());
      gate.countDown();
      assertThat(execution.await().outcome()).isEqualTo(Report.Outcome.DONE);
      assertThat(other.cloud().unfinished()).isEmpty();
    }
  }

  private Act waiting() {
    return Act.of(
        "wait",
        Needs.none(),
        "Wait for the test",
        Map.of(),
        new Act.Action() {
          @Override
          public boolean isSo(Probe probe) {
            return false;
          }

          @Override
          public void makeSo(Site site) {
            begun.countDown();
            try {
              gate.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        });
  }
}
