package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.error.InvalidSpecException;
import io.osplane.error.Violation;
import io.osplane.spi.Apply;
import io.osplane.spi.Generate;
import io.osplane.spi.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectClashTest {
  private static final ControlPlaneSpec SPEC = Given.spec(TestSpec.of("cache"), TestSpec.of("db"));

  private static HasMetadata map(String name) {
    return new ConfigMapBuilder().withNewMetadata().withName(name).endMetadata().build();
  }

  private static List<Violation> violations(Task ofCache, Task ofDb) {
    try (ApiDouble api = new ApiDouble();
        ControlPlane cloud =
            Clouds.open(
                api,
                TestComponent.of("cache").recipe(ofCache),
                TestComponent.of("db").recipe(ofDb))) {
      List<Violation> rendered =
          catchThrowableOfType(InvalidSpecException.class, () -> cloud.render(SPEC)).violations();
      assertThat(
              catchThrowableOfType(InvalidSpecException.class, () -> cloud.deploy(SPEC).plan())
                  .violations())
          .isEqualTo(rendered);
      return rendered;
    }
  }

  @Test
  void plan_whenTwoComponentsHaveOneObject_namesBoth() {
    assertThat(violations(Apply.of("a", map("x"), map("y")), Apply.of("b", map("y"))))
        .containsExactly(
            new Violation(
                "components[db].name",
                "it would have the object ConfigMap y, and so would cache",
                "another name for one of them"));
  }

  @Test
  void plan_whenTwoComponentsGenerateOneSecret_namesBoth() {
    assertThat(violations(Generate.password("y"), Generate.password("y")))
        .extracting(Violation::problem)
        .containsExactly("it would have the object Secret y, and so would cache");
  }

  @Test
  void plan_whenObjectsOfOneNameAreOfTwoKinds_isNoClash() {
    try (ApiDouble api = new ApiDouble();
        ControlPlane cloud =
            Clouds.open(
                api,
                TestComponent.of("cache").recipe(Apply.of("a", map("y"))),
                TestComponent.of("db").recipe(Generate.password("y")))) {
      assertThat(cloud.render(SPEC)).contains("ConfigMap");
    }
  }
}
