package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.osplane.ComponentName;
import io.osplane.ControlPlane;
import io.osplane.error.OperationFailedException;
import io.osplane.internal.engine.ApiDouble.Reply;
import io.osplane.spi.Await;
import io.osplane.spi.Verdict;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BlindTest {
  @Test
  void deploy_whenItMayNotWatch_endsWithTheMissingRightInsteadOfWaiting() {
    Await never =
        Await.of(
            "never",
            "a pod is there",
            view ->
                view.pods(ComponentName.of("db")).isEmpty()
                    ? Verdict.notYet("no pod")
                    : Verdict.met());
    try (ApiDouble api = new ApiDouble();
        ControlPlane cloud = Clouds.open(api, TestComponent.of("db").recipe(never))) {
      api.script(
          request ->
              request.query().contains("watch=true")
                  ? Optional.of(new Reply(403, ApiDouble.status("Forbidden")))
                  : Optional.empty());

      assertThatExceptionOfType(OperationFailedException.class)
          .isThrownBy(() -> cloud.deploy(Given.spec(TestSpec.of("db"))).apply())
          .withMessageContaining("watching ")
          .satisfies(e -> assertThat(e.remedy()).contains("verbs: [\"watch\"]"));
    }
  }
}
