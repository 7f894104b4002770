package io.osplane.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.osplane.ControlPlane;
import io.osplane.OnConflict;
import io.osplane.Replicas;
import io.osplane.error.ConflictException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ReplicasTest extends WithWeb {
  private static final WebSpec RANGE = WebSpec.defaults().withReplicas(Replicas.between(2, 6));

  @Test
  void apply_ofARange_whenTheObjectIsNew_beginsWithTheLeast() {
    try (ControlPlane cloud = open(OnConflict.REFUSE)) {
      cloud.deploy(with(RANGE)).apply();

      assertThat(replicas()).isEqualTo(2);
      assertThat(cloud.deploy(with(RANGE)).plan().isEmpty()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 9})
  void plan_ofARange_whenAnAutoscalerScaled_isEmpty(int chosen) {
    try (ControlPlane cloud = open(OnConflict.REFUSE)) {
      cloud.deploy(with(RANGE)).apply();
      scale(chosen);

      assertThat(cloud.deploy(with(RANGE)).plan().isEmpty()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(OnConflict.class)
  void apply_ofARange_whenAnAutoscalerScaled_writesTheRestAndNotTheNumber(OnConflict onConflict) {
    WebSpec newer = RANGE.withImage("web:2");
    try (ControlPlane cloud = open(onConflict)) {
      cloud.deploy(with(RANGE)).apply();
      scale(5);

      cloud.deploy(with(newer)).apply();

      assertThat(replicas()).isEqualTo(5);
      assertThat(image()).isEqualTo("web:2");
      scale(3);
      assertThat(cloud.deploy(with(newer)).plan().isEmpty()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "4, 4", "8, 6"})
  void apply_ofARange_whenTheNumberWasOurs_bringsItIntoTheRange(int before, int after) {
    try (ControlPlane cloud = open(OnConflict.REFUSE)) {
      cloud.deploy(with(WebSpec.defaults().withReplicas(before))).apply();

      cloud.deploy(with(RANGE)).apply();

      assertThat(replicas()).isEqualTo(after);
      assertThat(cloud.deploy(with(RANGE)).plan().isEmpty()).isTrue();
    }
  }

  @Test
  void apply_ofANumber_whenAnAutoscalerScaled_isAConflict() {
    try (ControlPlane cloud = open(OnConflict.REFUSE)) {
      cloud.deploy(with(RANGE)).apply();
      scale(5);

      assertThatExceptionOfType(ConflictException.class)
          .isThrownBy(() -> cloud.deploy(SPEC).apply())
          .withMessageContaining("autoscaler");
    }
  }
}
