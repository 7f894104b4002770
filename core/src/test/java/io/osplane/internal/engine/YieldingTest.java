package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.osplane.ImageCatalog;
import io.osplane.Release;
import io.osplane.Size;
import io.osplane.plan.Phase;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Apply;
import io.osplane.spi.Await;
import io.osplane.spi.DatabaseClaim;
import io.osplane.spi.Needs;
import io.osplane.spi.Plane;
import io.osplane.spi.Provision;
import io.osplane.spi.Run;
import io.osplane.spi.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class YieldingTest {
  private static final DatabaseClaim USERS = DatabaseClaim.of("users");

  @Test
  void pods_whenNobodyWaitsForThem_comeAfterWhatTheJobsNeed() {
    assertThat(needs(Size.TINY, "bus/members")).containsExactly("identity/secret");
  }

  @Test
  void objectsWithoutPods_whenNobodyWaitsForThem_areNotHeldUp() {
    assertThat(needs(Size.TINY, "bus/config")).isEmpty();
  }

  @Test
  void pods_whenAnotherClaimsOfThem_areNotHeldUp() {
    assertThat(needs(Size.TINY, "db/members")).isEmpty();
  }

  @Test
  void pods_ofTheComponentWithTheJob_areNotHeldUp() {
    assertThat(needs(Size.TINY, "identity/members")).isEmpty();
  }

  @Test
  void pods_onALargerCluster_startAtOnce() {
    assertThat(needs(Size.SMALL, "bus/members")).isEmpty();
  }

  @Test
  void patientPods_comeAfterThePodsOfOthers_andTheWaitsForThem() {
    assertThat(patient(Size.TINY, "api/patient"))
        .containsExactly("api/members", "api/ready", "hosts/members", "hosts/ready");
  }

  @Test
  void podsThatWaitForPatientOnes_doNotComeBeforeThem() {
    assertThat(patient(Size.TINY, "agents/members")).containsExactly("api/users");
    assertThat(patient(Size.TINY, "agents/ready")).containsExactly("agents/members");
  }

  @Test
  void patientPods_onALargerCluster_startAtOnce() {
    assertThat(patient(Size.SMALL, "api/patient")).isEmpty();
  }

  /** An API with a patient server, agents that ask that one, and hosts that ask nobody. */
  private static List<String> patient(Size size, String id) {
    return needs(
        size,
        id,
        TestComponent.of("api")
            .provides(
                USERS.capability(),
                claim -> new Provision<>("", List.of(ready("users").after(Needs.tasks("patient")))))
            .recipe(pods(), ready("ready"), pods("patient").patient()),
        TestComponent.of("agents")
            .claims(USERS)
            .recipe(pods().after(Needs.none().andServing(USERS)), ready("ready")),
        TestComponent.of("hosts")
            .recipe(pods(), ready("ready"), Given.act("do", Needs.tasks("ready"))));
  }

  private static Await ready(String name) {
    return Await.of(name, "it is", view -> Verdict.met()).after(Needs.tasks("members"));
  }

  private static List<String> needs(Size size, String id) {
    return needs(
        size,
        id,
        TestComponent.of("bus").recipe(pods(), config()),
        TestComponent.of("db")
            .provides(USERS.capability(), claim -> new Provision<>("", List.of()))
            .recipe(pods()),
        TestComponent.of("identity").claims(USERS).recipe(pods(), secret(), schema()));
  }

  private static List<String> needs(Size size, String id, TestComponent... all) {
    List<TestComponent> components = List.of(all);
    Roster roster =
        Roster.of(
            Given.specOf(components),
            new Plane("prod", "ns", Release.of("2025.1"), size, "RegionOne", ImageCatalog.KIT),
            Given.kinds(components),
            Set.of());
    return Graph.of(roster, Optional.empty(), Optional.empty(), 1).stream()
        .filter(node -> node.id().equals(id))
        .findFirst()
        .orElseThrow()
        .needs();
  }

  private static Apply pods() {
    return pods("members");
  }

  private static Apply pods(String name) {
    return Apply.of(
        name, new StatefulSetBuilder().withNewMetadata().withName(name).endMetadata().build());
  }

  private static Apply config() {
    return Apply.of(
        "config",
        new ConfigMapBuilder().withNewMetadata().withName("config").endMetadata().build());
  }

  private static Act secret() {
    return Given.act("secret", Needs.none());
  }

  private static Run schema() {
    return new Run(
        "schema",
        Phase.EXPAND,
        Needs.tasks("secret"),
        "Make the schema",
        Map.of(),
        Undo.REAPPLY,
        new PodTemplateSpec());
  }
}
