package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.osplane.ControlPlane;
import io.osplane.Report;
import io.osplane.Report.Outcome;
import io.osplane.spi.Apply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SmallPoolTest {
  @Test
  void apply_onAnExecutorOfOneThread_ends() throws Exception {
    ExecutorService one = Executors.newSingleThreadExecutor();
    Apply objects =
        Apply.of(
            "objects",
            new ConfigMapBuilder().withNewMetadata().withName("conf").endMetadata().build());
    try (ApiDouble api = new ApiDouble();
        ControlPlane cloud = Clouds.open(api, one, TestComponent.of("db").recipe(objects))) {
      CompletableFuture<Report> report =
          CompletableFuture.supplyAsync(() -> cloud.deploy(Given.spec(TestSpec.of("db"))).apply());

      assertThat(report.get(10, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.DONE);
    } finally {
      one.shutdownNow();
    }
  }
}
