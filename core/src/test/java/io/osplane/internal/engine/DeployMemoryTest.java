package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.osplane.ComponentName;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Report.StepResult;
import io.osplane.event.OperationFinished;
import io.osplane.plan.Impact;
import io.osplane.plan.Plan;
import io.osplane.plan.Step;
import io.osplane.spi.Apply;
import io.osplane.spi.Needs;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class DeployMemoryTest {
  private static final ControlPlaneSpec SPEC = Given.spec(TestSpec.of("db"));

  @Test
  void plan_ofAnotherCluster_isStale() {
    TestComponent db = TestComponent.of("db").recipe(Given.act("a", Needs.none()));
    try (ApiDouble one = new ApiDouble();
        ApiDouble two = new ApiDouble();
        ControlPlane first = Clouds.open(one, db);
        ControlPlane second = Clouds.open(two, db)) {
      assertThat(second.deploy(SPEC).plan().fingerprint())
          .isNotEqualTo(first.deploy(SPEC).plan().fingerprint());
    }
  }

  @Test
  void step_afterOnlyWhatIsInThePlan() {
    try (ApiDouble api = new ApiDouble()) {
      try (ControlPlane cloud =
          Clouds.open(api, TestComponent.of("db").recipe(Given.act("a", Needs.none())))) {
        assertThat(cloud.deploy(SPEC).apply()).isNotNull();
      }
      try (ControlPlane cloud =
          Clouds.open(
              api,
              TestComponent.of("db")
                  .recipe(Given.act("a", Needs.none()), Given.act("b", Needs.tasks("a"))))) {
        Plan plan = cloud.deploy(SPEC).plan();
        assertThat(plan.steps()).extracting(Step::id).containsExactly("db/b");
        assertThat(plan.steps().get(0).after()).isEmpty();
      }
    }
  }

  @Test
  void spec_whenItsChangeWritesNothing_isRemembered() {
    try (ApiDouble api = new ApiDouble();
        ControlPlane cloud =
            Clouds.open(api, TestComponent.of("db").recipe(Given.act("a", Needs.none())))) {
      assertThat(cloud.deploy(SPEC).apply()).isNotNull();
      ControlPlaneSpec changed = SPEC.toBuilder().region("Elsewhere").build();

      assertThat(cloud.deploy(changed).apply()).isNotNull();

      assertThat(cloud.spec()).contains(changed);
    }
  }

  @Test
  void operation_whenLeftOpenWithNothingLeftToDo_isClosedByApplyingAgain() {
    try (ApiDouble api = new ApiDouble();
        ControlPlane cloud =
            Clouds.open(api, TestComponent.of("db").recipe(Given.act("a", Needs.none())))) {
      assertThat(cloud.deploy(SPEC).apply()).isNotNull();
      var lease = api.stored(Clouds.LEASE).orElseThrow();
      lease
          .withObject("/metadata/annotations")
          .put("osplane.io/operation", "abc")
          .put("osplane.io/verb", "deploy")
          .put("osplane.io/since", "2026-01-01T00:00:00Z");
      api.store(Clouds.LEASE, lease.toString());
      assertThat(cloud.unfinished()).isPresent();

      assertThat(cloud.deploy(SPEC).apply()).isNotNull();

      assertThat(cloud.unfinished()).isEmpty();
    }
  }

  @Test
  void removal_ofAComponent_isAnOutageInPlanAndReport() {
    Apply set =
        Apply.of(
            "set",
            new StatefulSetBuilder()
                .withNewMetadata()
                .withName("web")
                .addToLabels("osplane.io/component", "web")
                .endMetadata()
                .build());
    TestComponent db = TestComponent.of("db").recipe(Given.act("a", Needs.none()));
    TestComponent web = TestComponent.of("web").recipe(set);
    try (ApiDouble api = new ApiDouble();
        ControlPlane cloud = Clouds.open(api, db, web)) {
      assertThat(cloud.deploy(Given.spec(TestSpec.of("db"), TestSpec.of("web"))).apply())
          .isNotNull();
      List<Long> deletesAtEnd = new CopyOnWriteArrayList<>();
      var deletion = "DELETE /apis/apps/v1/namespaces/ns/statefulsets/web";
      var subscription =
          cloud.events().on(OperationFinished.class, e -> deletesAtEnd.add(api.count(deletion)));
      var operation = cloud.edit(s -> s.without(ComponentName.of("web")));

      Plan plan = operation.plan();
      assertThat(plan.steps()).extracting(Step::id).contains("web/remove");
      var report = operation.apply();

      org.assertj.core.api.SoftAssertions softly = new org.assertj.core.api.SoftAssertions();
      softly.assertThat(plan.impact()).isEqualTo(Impact.OUTAGE);
      softly.assertThat(report.steps()).extracting(StepResult::id).contains("web/remove");
      softly.assertThat(deletesAtEnd).containsExactly(1L);
      softly.assertThat(subscription).isNotNull();
      softly.assertAll();
    }
  }

  @Test
  void spec_whenTwoComponentsGo_removesBoth() {
    ControlPlaneSpec spec =
        Given.spec(TestSpec.of("a"), TestSpec.of("b"), TestSpec.of("c"))
            .without(ComponentName.of("a"))
            .without(ComponentName.of("b"));

    assertThat(spec.removing()).hasToString("[a, b]");
  }
}
