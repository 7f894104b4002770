package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Report.Outcome;
import io.osplane.spi.Needs;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CloseTest {
  private static final ControlPlaneSpec SPEC = Given.spec(TestSpec.of("db"));

  @Test
  void close_whileAnOperationRuns_leavesNoHold() {
    CountDownLatch begun = new CountDownLatch(1);
    try (ApiDouble api = new ApiDouble()) {
      ControlPlane cloud = Clouds.open(api, Given.endless(begun));
      assertThat(cloud.deploy(SPEC).start()).isNotNull();
      Given.await(begun);

      cloud.close();

      assertThat(api.stored(Clouds.LEASE).orElseThrow().at("/spec/holderIdentity").asText())
          .isEmpty();
    }
  }

  @Test
  void close_endsEveryThreadOfOurs() throws InterruptedException {
    try (ApiDouble api = new ApiDouble();
        ControlPlane cloud =
            Clouds.open(api, TestComponent.of("db").recipe(Given.act("a", Needs.none())))) {
      assertThat(cloud.deploy(SPEC).start().await().outcome()).isEqualTo(Outcome.DONE);
    }

    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("osplane-")) {
        thread.join(10_000);
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }
}
