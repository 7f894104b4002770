package io.osplane.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.OnConflict;
import io.osplane.error.ConflictException;
import io.osplane.plan.FieldChange;
import io.osplane.plan.Plan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LeaveTest extends WithWeb {
  @BeforeEach
  void deployAndScaleByAnother() {
    try (ControlPlane cloud = open(OnConflict.REFUSE)) {
      cloud.deploy(SPEC).apply();
    }
    scale(5);
  }

  @Test
  void plan_whenOnlyTheFieldOfAnotherDiffers_isEmptyAndTellsWhatIsLeft() {
    try (ControlPlane cloud = open(OnConflict.LEAVE)) {
      Plan plan = cloud.deploy(SPEC).plan();

      assertThat(plan.isEmpty()).isTrue();
      assertThat(plan.left())
          .singleElement()
          .satisfies(o -> assertThat(o.name()).isEqualTo("web"))
          .satisfies(
              o ->
                  assertThat(o.fields())
                      .extracting(FieldChange::path)
                      .containsExactly("spec.replicas"));
      assertThat(plan.describe())
          .containsPattern("spec\\.replicas: 5 left to autoscaler since .*; the spec says 2");
    }
  }

  @Test
  void apply_whenAnotherFieldChanges_writesItAndLeavesTheOthers() {
    ControlPlaneSpec newer = SPEC.withComponent(WebSpec.defaults().withImage("web:2"));
    try (ControlPlane cloud = open(OnConflict.LEAVE)) {
      cloud.deploy(newer).apply();

      assertThat(replicas()).isEqualTo(5);
      assertThat(image()).isEqualTo("web:2");
      assertThat(cloud.deploy(newer).plan().isEmpty()).isTrue();
    }
  }

  @Test
  void apply_ofAReviewedPlan_whenTheOtherScaledSince_isNotStale() {
    ControlPlaneSpec newer = SPEC.withComponent(WebSpec.defaults().withImage("web:2"));
    try (ControlPlane cloud = open(OnConflict.LEAVE)) {
      Plan reviewed = cloud.deploy(newer).plan();
      scale(6);

      cloud.deploy(newer).apply(reviewed);

      assertThat(replicas()).isEqualTo(6);
    }
  }

  @Test
  void apply_whenRefusing_saysThatTheFieldCanBeLeft() {
    try (ControlPlane cloud = open(OnConflict.REFUSE)) {
      assertThatExceptionOfType(ConflictException.class)
          .isThrownBy(() -> cloud.deploy(SPEC).apply())
          .withMessageContaining("autoscaler")
          .satisfies(e -> assertThat(e.remedy()).contains("OnConflict.LEAVE"));
    }
  }
}
