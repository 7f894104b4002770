package io.osplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeletionTest extends WithCluster {

  private void ownedBy(ConfigMap owner) {
    client
        .resource(
            new ConfigMapBuilder(configMap("child", Map.of()))
                .editMetadata()
                .addNewOwnerReference()
                .withApiVersion("v1")
                .withKind("ConfigMap")
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .withBlockOwnerDeletion(true)
                .endOwnerReference()
                .endMetadata()
                .build())
        .create();
  }

  @ParameterizedTest
  @EnumSource(
      value = DeletionPropagation.class,
      names = {"BACKGROUND", "FOREGROUND"})
  void delete_whenCascading_deletesDependents(DeletionPropagation policy) {
    ownedBy(client.resource(configMap("owner", Map.of())).create());

    client.configMaps().withName("owner").withPropagationPolicy(policy).delete();
    settle();

    assertThat(client.configMaps().withName("owner").get()).isNull();
    assertThat(client.configMaps().withName("child").get()).isNull();
  }

  @Test
  void delete_whenOrphaning_keepsDependentsWithoutOwner() {
    ownedBy(client.resource(configMap("owner", Map.of())).create());

    client
        .configMaps()
        .withName("owner")
        .withPropagationPolicy(DeletionPropagation.ORPHAN)
        .delete();
    settle();

    assertThat(client.configMaps().withName("owner").get()).isNull();
    assertThat(client.configMaps().withName("child").get().getMetadata().getOwnerReferences())
        .isEmpty();
  }

  @Test
  void delete_whenFinalizersAreLeft_waitsForThem() {
    client
        .resource(
            new ConfigMapBuilder(configMap("a", Map.of()))
                .editMetadata()
                .addToFinalizers("example.com/f")
                .endMetadata()
                .build())
        .create();

    client.configMaps().withName("a").delete();
    assertThat(client.configMaps().withName("a").get().getMetadata().getDeletionTimestamp())
        .isNotNull();
    client
        .configMaps()
        .withName("a")
        .edit(m -> new ConfigMapBuilder(m).editMetadata().withFinalizers().endMetadata().build());

    assertThat(client.configMaps().withName("a").get()).isNull();
  }

  @Test
  void delete_whenRevisionDiffers_conflicts() {
    client.resource(configMap("a", Map.of())).create();

    var e =
        catchThrowableOfType(
            KubernetesClientException.class,
            () -> client.configMaps().withName("a").lockResourceVersion("1").delete());

    assertThat(e.getCode()).isEqualTo(409);
    assertThat(client.configMaps().withName("a").get()).isNotNull();
  }

  @Test
  void deleteCollection_whenLabelled_deletesOnlyThose() {
    client.resource(configMap("a", Map.of())).create();
    client
        .resource(
            new ConfigMapBuilder(configMap("b", Map.of()))
                .editMetadata()
                .addToLabels("x", "1")
                .endMetadata()
                .build())
        .create();

    client.configMaps().withLabel("x", "1").delete();

    assertThat(client.configMaps().withName("a").get()).isNotNull();
    assertThat(client.configMaps().withName("b").get()).isNull();
  }
}
