package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.osplane.ComponentName;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.plan.Impact;
import io.osplane.plan.ObjectChange;
import io.osplane.spi.Apply;
import io.osplane.spi.Await;
import io.osplane.spi.Needs;
import io.osplane.spi.Verdict;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine treats DaemonSets as the other workloads. */
@Timeout(60)
class DaemonSetsTest {
  private static final ControlPlaneSpec SPEC = Given.spec(TestSpec.of("agent"), TestSpec.of("db"));
  private static final String SETS = "/apis/apps/v1/namespaces/ns/daemonsets";
  private final ApiDouble api = new ApiDouble();

  @AfterEach
  void end() {
    api.close();
  }

  private static DaemonSet set(String strategy, String image) {
    return new DaemonSetBuilder()
        .withNewMetadata()
        .withName("agent")
        .addToLabels("osplane.io/component", "agent")
        .endMetadata()
        .withNewSpec()
        .withNewUpdateStrategy()
        .withType(strategy)
        .endUpdateStrategy()
        .withNewTemplate()
        .withNewSpec()
        .addNewContainer()
        .withName("main")
        .withImage(image)
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static ConfigMap config() {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("agent")
        .addToLabels("osplane.io/component", "agent")
        .endMetadata()
        .build();
  }

  private static TestComponent agent(String strategy, String image) {
    return TestComponent.of("agent").recipe(Apply.of("set", config(), set(strategy, image)));
  }

  private ControlPlane open(TestComponent agent) {
    TestComponent db = TestComponent.of("db").recipe(Given.act("a", Needs.none()));
    return Clouds.open(api, agent, db);
  }

  @ParameterizedTest
  @CsvSource({"RollingUpdate, ROLLING", "OnDelete, NONE"})
  void changeOfTheTemplate_rollsUnlessPodsWaitForTheirDeletion(String strategy, Impact impact) {
    try (ControlPlane cloud = open(agent(strategy, "agent:1"))) {
      cloud.deploy(SPEC).apply();
      assertThat(cloud.deploy(SPEC).plan().isEmpty()).isTrue();
    }

    try (ControlPlane cloud = open(agent(strategy, "agent:2"))) {
      assertThat(cloud.deploy(SPEC).plan().impact()).isEqualTo(impact);
    }
  }

  @Test
  void set_isWrittenAfterWhatItsPodsMount() {
    try (ControlPlane cloud = open(agent("OnDelete", "agent:1"))) {
      cloud.deploy(SPEC).apply();
    }

    assertThat(changes("PATCH"))
        .containsSubsequence(
            "PATCH /api/v1/namespaces/ns/configmaps/agent", "PATCH " + SETS + "/agent");
  }

  @Test
  void set_isSeenByWhoAwaitsIt() {
    Await await =
        Await.of(
            "ready",
            "the agents run",
            view ->
                view.find(DaemonSet.class, "agent").isPresent()
                    ? Verdict.met()
                    : Verdict.notYet("nothing is there"));
    TestComponent agent =
        TestComponent.of("agent")
            .recipe(Apply.of("set", set("OnDelete", "agent:1")), await.after(Needs.tasks("set")));
    try (ControlPlane cloud = open(agent)) {
      assertThat(cloud.deploy(SPEC).apply()).isNotNull();
    }

    assertThat(api.requests())
        .anyMatch(r -> r.path().equals(SETS) && r.query().contains("watch=true"));
  }

  @Test
  void set_thatIsNoLongerRendered_isPrunedAsAnOutage() {
    try (ControlPlane cloud = open(agent("OnDelete", "agent:1"))) {
      cloud.deploy(SPEC).apply();
    }

    TestComponent bare = TestComponent.of("agent").recipe(Apply.of("set", config()));
    try (ControlPlane cloud = open(bare)) {
      var report = cloud.deploy(SPEC).apply();

      assertThat(report.plan().impact()).isEqualTo(Impact.OUTAGE);
      assertThat(report.plan().steps().get(0).changes())
          .extracting(ObjectChange::kind)
          .containsExactly("DaemonSet");
    }
    assertThat(api.stored(SETS + "/agent")).isEmpty();
  }

  @Test
  void removal_deletesTheSetBeforeWhatItsPodsMount() {
    try (ControlPlane cloud = open(agent("OnDelete", "agent:1"))) {
      cloud.deploy(SPEC).apply();
      cloud.edit(s -> s.without(ComponentName.of("agent"))).apply();
    }

    assertThat(changes("DELETE"))
        .containsSubsequence(
            "DELETE " + SETS + "/agent", "DELETE /api/v1/namespaces/ns/configmaps/agent");
  }

  @Test
  void requiredRoles_nameThem() {
    try (ControlPlane cloud = open(agent("OnDelete", "agent:1"))) {
      assertThat(cloud.requiredRoles(SPEC).role())
          .contains("  resources:\n  - daemonsets\n  verbs:\n  - get\n  - list\n  - watch\n");
    }
  }

  private List<String> changes(String method) {
    return api.requests().stream()
        .filter(r -> r.method().equals(method))
        .map(Object::toString)
        .toList();
  }
}
