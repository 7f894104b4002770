package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.ComponentName;
import io.osplane.plan.Phase;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Needs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyClashTest {
  @Test
  void key_whenAValueLooksLikeAnotherPart_differs() {
    try (ApiDouble api = new ApiDouble()) {
      StateStore state = Situations.look(api).state();

      assertThat(Keys.of(node(Map.of("a", "1", "b", "2")), state))
          .isNotEqualTo(Keys.of(node(Map.of("a", "1, key.b=2")), state));
    }
  }

  @Test
  void receipt_ofAComponentCalledIdentity_isNoIdentity() {
    try (ApiDouble api = new ApiDouble()) {
      api.store(
          "/api/v1/namespaces/ns/configmaps/osplane-receipts",
          "{\"metadata\":{\"labels\":{\"osplane.io/state\":\"true\"}},"
              + "\"data\":{\"_identity.galera\":\"uuid-of-galera\"}}");

      assertThat(Situations.look(api).state().receipt("identity/galera")).isEmpty();
    }
  }

  private static Node node(Map<String, String> key) {
    Act act =
        new Act("a", Phase.EXPAND, Needs.none(), "", key, Undo.REAPPLY, Given.doing(site -> {}));
    return new Node(ComponentName.of("db"), act, List.of(), List.of());
  }
}
