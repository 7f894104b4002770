package io.osplane.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.ControlPlaneSpec;
import io.osplane.error.InvalidSpecException;
import io.osplane.error.OsplaneException;
import io.osplane.error.Violation;
import io.osplane.examples.FakeControlPlane.FakeOperation;
import io.osplane.health.Condition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StewardTest {
  private static final Condition STOPPED = Condition.down("Stopped", "nobody runs", "Call heal()");
  private final OsplaneException busy = new OsplaneException("somebody works", "wait");
  private final FakeControlPlane cloud = new FakeControlPlane();
  private final Steward steward =
      new Steward(cloud, ControlPlaneSpec.builder().build(), Duration.ofHours(1));

  @Test
  void round_deploysOnce_whenAllIsWell() {
    steward.round();
    steward.round();
    assertThat(cloud.done()).containsExactly("deploy");
  }

  @Test
  void round_deploysAgain_afterAFailure() {
    cloud.next(FakeOperation.failing("deploy", busy));
    steward.round();
    assertThat(cloud.done()).isEmpty();
    steward.round();
    assertThat(cloud.done()).containsExactly("deploy");
  }

  @Test
  void round_heals_whenSomethingIsDown() {
    cloud.finds(STOPPED);
    steward.round();
    assertThat(cloud.done()).containsExactly("deploy", "heal");
  }

  @Test
  void round_heals_evenIfTheDeploymentFails() {
    cloud.next(FakeOperation.failing("deploy", busy));
    cloud.finds(STOPPED);
    steward.round();
    assertThat(cloud.done()).containsExactly("heal");
  }

  @Test
  void round_healsNothing_whenNoRemedyIsKnown() {
    cloud.finds(STOPPED);
    cloud.next(FakeOperation.empty("heal"));
    steward.round();
    assertThat(cloud.done()).containsExactly("deploy");
  }

  @Test
  void round_healsNothing_whenSomethingIsOnlyDegraded() {
    cloud.finds(Condition.degraded("MemberLost", "two of three", "wait"));
    steward.round();
    assertThat(cloud.done()).containsExactly("deploy");
  }

  @Test
  void run_ends_whenTheSpecIsInvalid() {
    cloud.next(
        FakeOperation.failing(
            "deploy", new InvalidSpecException(List.of(new Violation("a", "b", "c")))));
    assertThatThrownBy(steward::run).isInstanceOf(InvalidSpecException.class);
  }

  @Test
  void run_cancelsWhatRuns_whenStopped() throws Exception {
    FakeOperation endless = FakeOperation.endless("deploy", busy);
    cloud.next(endless);
    CompletableFuture<Void> run = CompletableFuture.runAsync(this::run);
    endless.awaitBegin();
    steward.stop();
    run.get(10, TimeUnit.SECONDS);
    assertThat(cloud.done()).doesNotContain("deploy");
  }

  private void run() {
    try {
      steward.run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
