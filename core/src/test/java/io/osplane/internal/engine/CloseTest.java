package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Report.Outcome;
import io.osplane.plan.Phase;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Needs;
import io.osplane.spi.Verdict;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CloseTest {
  private static final String LEASE = "/apis/coordination.k8s.io/v1/namespaces/ns/leases/osplane";
  private static final ControlPlaneSpec SPEC = Given.spec(TestSpec.of("db"));

  @Test
  void close_whileAnOperationRuns_leavesNoHold() {
    CountDownLatch begun = new CountDownLatch(1);
    try (ApiDouble api = new ApiDouble()) {
      ControlPlane cloud = Clouds.open(api, waiting(begun));
      assertThat(cloud.deploy(SPEC).start()).isNotNull();
      awaitQuietly(begun);

      cloud.close();

      assertThat(api.stored(LEASE).orElseThrow().at("/spec/holderIdentity").asText()).isEmpty();
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

  private static TestComponent waiting(CountDownLatch begun) {
    Act act =
        new Act(
            "wait",
            Phase.EXPAND,
            Needs.none(),
            "Wait",
            Map.of(),
            Undo.REAPPLY,
            Given.doing(
                site -> {
                  begun.countDown();
                  site.await("never", view -> Verdict.notYet("never"));
                }));
    return TestComponent.of("db").recipe(act);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
