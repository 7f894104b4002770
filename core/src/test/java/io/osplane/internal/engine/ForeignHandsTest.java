package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.error.RefusedException;
import io.osplane.internal.engine.ApiDouble.Request;
import io.osplane.spi.Generate;
import io.osplane.spi.Generate.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What others did in the namespace, and is no matter of fields. */
@Timeout(60)
class ForeignHandsTest {
  private static final ControlPlaneSpec SPEC = Given.spec(TestSpec.of("db"));
  private static final String SECRET = "/api/v1/namespaces/ns/secrets/db-root";
  private static final Map<String, Value> VALUES =
      Map.of("password", Value.PASSWORD, "key", Value.FERNET_KEY);
  private final ApiDouble api = new ApiDouble();
  private final ControlPlane cloud =
      Clouds.open(
          api, TestComponent.of("db").recipe(change -> List.of(new Generate("db-root", VALUES))));

  @AfterEach
  void end() {
    cloud.close();
    api.close();
  }

  @Test
  void generatedPassword_whenChangedByHand_isRefusedUntilItIsBack() {
    cloud.deploy(SPEC).apply();
    ObjectNode made = api.stored(SECRET).orElseThrow();
    put(made, "password", "b3RoZXI=");

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> cloud.deploy(SPEC).plan())
        .withMessageContainingAll("db-root", "[password] was changed by hand")
        .satisfies(e -> assertThat(e.remedy()).contains("Put the old value back"));

    api.store(SECRET, made.toString());
    assertThat(cloud.deploy(SPEC).plan().steps()).isEmpty();
  }

  @Test
  void generatedPassword_whenItsSealIsGone_isTakenAsItIs() {
    cloud.deploy(SPEC).apply();
    ObjectNode made = api.stored(SECRET).orElseThrow();
    made.withObject("/metadata").remove("annotations");
    put(made, "password", "b3RoZXI=");

    assertThat(cloud.deploy(SPEC).plan().steps()).isEmpty();
  }

  @Test
  void fernetKey_whenItWasRotated_isNoMatter() {
    cloud.deploy(SPEC).apply();
    put(api.stored(SECRET).orElseThrow(), "key", "cm90YXRlZA==");

    assertThat(cloud.deploy(SPEC).plan().steps()).isEmpty();
  }

  @Test
  void namespaceOfAnotherControlPlane_isRefusedByNameAndNothingIsWritten() {
    api.store(
        "/apis/coordination.k8s.io/v1/namespaces/ns/leases/osplane",
        "{\"metadata\":{\"labels\":{\"osplane.io/control-plane\":\"old\"}}}");

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> cloud.deploy(SPEC).apply())
        .withMessageContaining("the namespace is that of control plane old")
        .satisfies(e -> assertThat(e.remedy()).contains("a namespace of its own"));
    assertThat(api.requests()).extracting(Request::method).containsOnly("GET");
  }

  private void put(ObjectNode secret, String key, String base64) {
    ObjectNode changed = secret.deepCopy();
    changed.withObject("/data").put(key, base64);
    api.store(SECRET, changed.toString());
  }
}
