package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.error.RefusedException;
import io.osplane.spi.Apply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeSizesTest {
  private static final ControlPlaneSpec SPEC = Given.spec(TestSpec.of("db"));

  private static ApiDouble withVolume(String capacity) {
    ApiDouble api = new ApiDouble();
    api.store(
        "/api/v1/namespaces/ns/persistentvolumeclaims/data-0",
        """
        {"apiVersion":"v1","kind":"PersistentVolumeClaim",
         "metadata":{"name":"data-0","namespace":"ns",
          "labels":{"osplane.io/control-plane":"prod","osplane.io/component":"db"}},
         "spec":{"resources":{"requests":{"storage":"2Gi"}}},
         "status":{"capacity":{"storage":"%s"}}}
        """
            .formatted(capacity));
    return api;
  }

  private static ControlPlane wanting(ApiDouble api, String storage) {
    return Clouds.open(
        api,
        TestComponent.of("db")
            .recipe(
                Apply.of(
                    "volumes",
                    new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName("data-0")
                        .endMetadata()
                        .withNewSpec()
                        .withNewResources()
                        .addToRequests("storage", new Quantity(storage))
                        .endResources()
                        .endSpec()
                        .build())));
  }

  @Test
  void plan_whenAVolumeWouldShrink_isRefusedWithBothSizes() {
    try (ApiDouble api = withVolume("2Gi");
        ControlPlane cloud = wanting(api, "1024Mi")) {
      assertThatThrownBy(() -> cloud.deploy(SPEC).plan())
          .isInstanceOf(RefusedException.class)
          .hasMessage(
              "refused to shrink volume data-0 to 1024Mi: it has 2Gi, and volumes only grow. Leave"
                  + " storage at 2Gi or more");
    }
  }

  @Test
  void plan_whenTheVolumeIsLargerThanWhatWasAskedFor_isMade() {
    try (ApiDouble api = withVolume("10Gi");
        ControlPlane cloud = wanting(api, "2Gi")) {
      assertThat(cloud.deploy(SPEC).plan().verb()).isEqualTo("deploy");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2Gi", "2048Mi", "3Gi"})
  void plan_whenAVolumeStaysOrGrows_isMade(String storage) {
    try (ApiDouble api = withVolume("2Gi");
        ControlPlane cloud = wanting(api, storage)) {
      assertThat(cloud.deploy(SPEC).plan().verb()).isEqualTo("deploy");
    }
  }
}
