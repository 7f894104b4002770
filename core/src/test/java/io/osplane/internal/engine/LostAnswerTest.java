package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.osplane.ControlPlane;
import io.osplane.Report.Outcome;
import io.osplane.error.OsplaneException;
import io.osplane.internal.engine.ApiDouble.Reply;
import io.osplane.internal.kube.Cluster;
import io.osplane.spi.Needs;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class LostAnswerTest {
  @Test
  void write_whenItsAnswerIsLost_isNotTakenForALostHold() {
    AtomicBoolean isLost = new AtomicBoolean();
    try (ApiDouble api = new ApiDouble();
        ControlPlane cloud =
            Clouds.open(api, TestComponent.of("db").recipe(Given.act("a", Needs.none())))) {
      api.script(
          r -> {
            if (r.method().equals("PUT")
                && r.path().endsWith("osplane-revision-1")
                && !isLost.getAndSet(true)) {
              assertThat(api.answer(r).status()).isEqualTo(200);
              return Optional.of(new Reply(503, ApiDouble.status("the proxy lost it")));
            }
            return Optional.empty();
          });

      assertThat(cloud.deploy(Given.spec(TestSpec.of("db"))).apply().outcome())
          .isEqualTo(Outcome.DONE);
      assertThat(isLost).isTrue();
    }
  }

  @Test
  void list_whenTheAnswerIsNoJson_isAnError() {
    try (ApiDouble api = new ApiDouble()) {
      api.always(200, "<html>log in</html>");
      Cluster cluster = api.cluster();

      assertThatExceptionOfType(OsplaneException.class)
          .isThrownBy(() -> cluster.list(cluster.kind("v1", "ConfigMap"), "a=b"));
    }
  }
}
