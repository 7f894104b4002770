package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.ComponentName;
import io.osplane.SecretRef;
import io.osplane.spi.Apply;
import io.osplane.spi.SecretTemplate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NewSourceOfOldSecretTest {
  @Test
  void plan_whenADerivedSecretGetsANewGeneratedSource_isAnUpdate() {
    try (ApiDouble api = new ApiDouble()) {
      api.store("/api/v1/namespaces/ns/secrets/keystone-conf", "{\"data\":{\"a\":\"YQ==\"}}");
      String bus = SecretTemplate.value(SecretRef.of("rabbitmq-keystone", "password"));
      Apply task =
          Apply.of("conf").withSecrets(new SecretTemplate("keystone-conf", Map.of("a", bus)));
      Node node = new Node(ComponentName.of("keystone"), task, List.of(), List.of());

      assertThat(
              new Planner(Situations.look(api), Set.of("rabbitmq-keystone")).step(node, Set.of()))
          .isPresent();
    }
  }
}
