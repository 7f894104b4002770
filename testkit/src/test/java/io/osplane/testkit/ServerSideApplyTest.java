package io.osplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerSideApplyTest extends WithCluster {

  private <T extends HasMetadata> T apply(T object, String manager) {
    return client.resource(object).fieldManager(manager).serverSideApply();
  }

  @Test
  void apply_whenNew_createsAndOwnsWhatItSets() {
    ConfigMap made = apply(configMap("a", Map.of("k", "1")), "one");

    var entry = made.getMetadata().getManagedFields().get(0);
    assertThat(entry.getManager()).isEqualTo("one");
    assertThat(entry.getOperation()).isEqualTo("Apply");
    assertThat(entry.getFieldsV1().getAdditionalProperties().toString())
        .isEqualTo("{f:data={f:k={}}}");
  }

  @Test
  void apply_whenChanged_updates() {
    apply(configMap("a", Map.of("k", "1")), "one");

    assertThat(apply(configMap("a", Map.of("k", "2")), "one").getData()).containsEntry("k", "2");
  }

  @Test
  void apply_whenSameAgainLater_changesNothing() {
    StatefulSet first = apply(statefulSet("db", 0), "one");
    settle();
    StatefulSet settled = client.apps().statefulSets().withName("db").get();
    cluster.clock().advance(Duration.ofMinutes(1));

    StatefulSet again = apply(statefulSet("db", 0), "one");

    assertThat(again.getMetadata()).isEqualTo(settled.getMetadata());
    assertThat(again.getMetadata().getGeneration()).isEqualTo(first.getMetadata().getGeneration());
  }

  @Test
  void apply_whenAnotherOwnsTheValue_conflicts() {
    apply(configMap("a", Map.of("k", "1")), "one");

    var e =
        catchThrowableOfType(
            KubernetesClientException.class, () -> apply(configMap("a", Map.of("k", "2")), "two"));

    assertThat(e.getCode()).isEqualTo(409);
    var cause = e.getStatus().getDetails().getCauses().get(0);
    assertThat(cause.getReason()).isEqualTo("FieldManagerConflict");
    assertThat(cause.getField()).isEqualTo(".data.k");
    assertThat(cause.getMessage()).isEqualTo("conflict with \"one\"");
    assertThat(e.getStatus().getMessage())
        .isEqualTo("Apply failed with 1 conflict: conflict with \"one\": .data.k");
  }

  @Test
  void apply_whenForced_takesTheField() {
    apply(configMap("a", Map.of("k", "1")), "one");

    ConfigMap taken =
        client
            .resource(configMap("a", Map.of("k", "2")))
            .fieldManager("two")
            .forceConflicts()
            .serverSideApply();

    assertThat(taken.getData()).containsEntry("k", "2");
    assertThat(taken.getMetadata().getManagedFields())
        .extracting(m -> m.getManager())
        .containsExactly("two");
  }

  @Test
  void apply_whenFieldIsLeftOut_removesIt() {
    apply(configMap("a", Map.of("k", "1", "l", "2")), "one");

    assertThat(apply(configMap("a", Map.of("k", "1")), "one").getData())
        .isEqualTo(Map.of("k", "1"));
  }

  @Test
  void apply_whenSharedFieldIsLeftOut_keepsItForTheOther() {
    apply(configMap("a", Map.of("k", "1", "l", "2")), "one");
    apply(configMap("a", Map.of("k", "1")), "two");

    ConfigMap left = apply(configMap("a", Map.of("l", "2")), "one");

    assertThat(left.getData()).isEqualTo(Map.of("k", "1", "l", "2"));
  }

  @Test
  void apply_whenAnUpdateChangedTheField_conflictsWithItsManager() {
    apply(configMap("a", Map.of("k", "1")), "one");
    client
        .configMaps()
        .withName("a")
        .edit(
            m -> {
              m.getData().put("k", "2");
              return m;
            });

    var e =
        catchThrowableOfType(
            KubernetesClientException.class, () -> apply(configMap("a", Map.of("k", "1")), "one"));

    assertThat(e.getStatus().getDetails().getCauses().get(0).getMessage())
        .isEqualTo("conflict with \"fabric8-kubernetes-client\" using v1");
  }

  @Test
  void apply_whenListIsKeyed_mergesItemsOfTwoManagers() {
    apply(statefulSet("db", 0), "one");
    StatefulSet other = statefulSet("db", 0);
    other.getSpec().setVolumeClaimTemplates(null);
    other
        .getSpec()
        .getTemplate()
        .getSpec()
        .setContainers(
            List.of(new ContainerBuilder().withName("side").withImage("side:1").build()));
    apply(other, "two");

    StatefulSet again = apply(statefulSet("db", 0), "one");
    assertThat(again.getSpec().getTemplate().getSpec().getContainers())
        .extracting(c -> c.getName())
        .containsExactlyInAnyOrder("main", "side");
  }

  @Test
  void apply_whenContainerIsLeftOut_removesItWithItsDefaults() {
    StatefulSet two = statefulSet("db", 0);
    two.getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .add(new ContainerBuilder().withName("side").withImage("side:1").build());
    apply(two, "one");

    StatefulSet one = apply(statefulSet("db", 0), "one");

    assertThat(one.getSpec().getTemplate().getSpec().getContainers())
        .extracting(c -> c.getName())
        .containsExactly("main");
  }

  @Test
  void apply_whenDryRun_showsButKeepsNothing() {
    apply(configMap("a", Map.of("k", "1")), "one");

    ConfigMap shown =
        client
            .resource(configMap("a", Map.of("k", "2")))
            .dryRun()
            .fieldManager("one")
            .serverSideApply();

    assertThat(shown.getData()).containsEntry("k", "2");
    assertThat(client.configMaps().withName("a").get().getData()).containsEntry("k", "1");
  }
}
