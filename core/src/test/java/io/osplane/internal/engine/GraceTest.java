package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Report.Outcome;
import io.osplane.error.OperationFailedException;
import io.osplane.spi.Await;
import io.osplane.spi.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Awaits that an operation can do without. */
@Timeout(60)
class GraceTest {
  private static final ControlPlaneSpec SPEC = Given.spec(TestSpec.of("db"));
  private final ApiDouble api = new ApiDouble();

  @AfterEach
  void end() {
    api.close();
  }

  @Test
  void await_whenItIsNotSoInTime_isGoneOnWithout() {
    try (ControlPlane cloud = judging(Verdict.notYet("it sleeps"), Duration.ofMillis(1))) {
      assertThat(cloud.deploy(SPEC).apply().outcome()).isEqualTo(Outcome.DONE);
    }
  }

  @Test
  void await_whenItWillNeverBeSo_failsAllTheSame() {
    Verdict failed = Verdict.failed("it is broken", "Mend it");
    try (ControlPlane cloud = judging(failed, Duration.ofMinutes(1))) {
      assertThatExceptionOfType(OperationFailedException.class)
          .isThrownBy(() -> cloud.deploy(SPEC).apply())
          .withMessageContaining("it is broken")
          .satisfies(e -> assertThat(e.remedy()).isEqualTo("Mend it"));
    }
  }

  private ControlPlane judging(Verdict verdict, Duration grace) {
    Await await = Await.of("awake", "it is awake", view -> verdict).orGoOnAfter(grace);
    return Clouds.open(api, TestComponent.of("db").recipe(await));
  }
}
