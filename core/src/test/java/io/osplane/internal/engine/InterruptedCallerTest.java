package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Report.Outcome;
import io.osplane.error.OperationFailedException;
import io.osplane.spi.Needs;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InterruptedCallerTest {
  private static final ControlPlaneSpec SPEC = Given.spec(TestSpec.of("db"));

  @Test
  void apply_whenItsThreadIsInterrupted_releasesTheHoldAndTellsKubernetes()
      throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean isStillInterrupted = new AtomicBoolean();
    try (ApiDouble api = new ApiDouble();
        ControlPlane cloud = Clouds.open(api, Given.endless(begun))) {
      Thread caller =
          new Thread(
              () -> {
                Throwable end = catchThrowable(() -> cloud.deploy(SPEC).apply());
                isStillInterrupted.set(end != null && Thread.currentThread().isInterrupted());
              });
      caller.start();
      Given.await(begun);

      caller.interrupt();
      caller.join();

      assertThat(cloud.unfinished()).isEmpty();
      assertThat(api.stored(Clouds.LEASE).orElseThrow().at("/spec/holderIdentity").asText())
          .isEmpty();
      assertThat(api.requests())
          .anyMatch(r -> r.method().equals("POST") && r.body().contains("OperationCancelled"));
      assertThat(isStillInterrupted).isTrue();
    }
  }

  @Test
  void apply_whenItsThreadWasInterruptedBefore_isCancelled() {
    try (ApiDouble api = new ApiDouble();
        ControlPlane cloud =
            Clouds.open(api, TestComponent.of("db").recipe(Given.act("a", Needs.none())))) {
      Thread.currentThread().interrupt();
      OperationFailedException end =
          catchThrowableOfType(OperationFailedException.class, () -> cloud.deploy(SPEC).apply());
      boolean isStillInterrupted = Thread.interrupted();

      assertThat(end.report().outcome()).isEqualTo(Outcome.CANCELLED);
      assertThat(isStillInterrupted).isTrue();
      assertThat(cloud.unfinished()).isEmpty();
    }
  }
}
