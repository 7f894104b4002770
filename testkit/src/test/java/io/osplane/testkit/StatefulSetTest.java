package io.osplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetUpdateStrategyBuilder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StatefulSetTest extends WithCluster {

  /** Counts on its volume how often it was started. */
  private record Counter(Container container) implements Program {
    @Override
    public void start() {
      Volume volume = container.volume("/data");
      int starts = volume.text("starts").map(Integer::parseInt).orElse(0) + 1;
      volume.write("starts", Integer.toString(starts));
      container.log("start " + starts);
    }
  }

  @Override
  SimulatedClusterBuilder configure(SimulatedClusterBuilder builder) {
    return builder.program("image", Counter::new);
  }

  private StatefulSet three() {
    return new StatefulSetBuilder(statefulSet("db", 3))
        .editSpec()
        .editTemplate()
        .editSpec()
        .editFirstContainer()
        .addNewVolumeMount()
        .withName("data")
        .withMountPath("/data")
        .endVolumeMount()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private StatefulSet live() {
    return client.apps().statefulSets().withName("db").get();
  }

  @Test
  void create_whenThreeReplicas_becomesReady() {
    client.resource(three()).create();

    client
        .apps()
        .statefulSets()
        .withName("db")
        .waitUntilCondition(
            s -> s != null && Integer.valueOf(3).equals(s.getStatus().getReadyReplicas()),
            5,
            TimeUnit.SECONDS);

    assertThat(client.pods().list().getItems())
        .extracting(p -> p.getSpec().getNodeName())
        .containsExactlyInAnyOrder("node1", "node2", "node3");
    assertThat(live().getStatus().getUpdateRevision()).startsWith("db-");
  }

  @Test
  void deletePod_whenItHasAClaim_comesBackWithItsVolume() {
    client.resource(three()).create();
    settle();
    Pod before = pod("db-1");

    client.pods().withName("db-1").delete();
    settle();

    assertThat(pod("db-1").getMetadata().getUid()).isNotEqualTo(before.getMetadata().getUid());
    assertThat(client.pods().withName("db-1").getLog()).isEqualTo("start 2\n");
    assertThat(client.pods().withName("db-2").getLog()).isEqualTo("start 1\n");
  }

  @Test
  void scaleDown_whenOneIsLeft_keepsTheClaims() {
    client.resource(three()).create();
    settle();

    client.apps().statefulSets().withName("db").scale(1);
    settle();

    assertThat(client.pods().list().getItems()).hasSize(1);
    assertThat(client.persistentVolumeClaims().list().getItems()).hasSize(3);
  }

  @Test
  void deleteClaim_whenThePodIsGone_losesItsData() {
    client.resource(three()).create();
    settle();
    client.apps().statefulSets().withName("db").scale(2);
    settle();
    client.persistentVolumeClaims().withName("data-db-2").delete();
    settle();

    client.apps().statefulSets().withName("db").scale(3);
    settle();

    assertThat(client.pods().withName("db-2").getLog()).isEqualTo("start 1\n");
  }

  @Test
  void changeTemplate_whenRolling_replacesEveryPod() {
    client.resource(three()).create();
    settle();

    setImage("image:2");

    assertThat(images()).containsOnly("image:2");
    assertThat(live().getStatus().getCurrentRevision())
        .isEqualTo(live().getStatus().getUpdateRevision());
  }

  @Test
  void changeTemplate_whenPartitioned_replacesOnlyTheLast() {
    StatefulSet set = three();
    set.getSpec()
        .setUpdateStrategy(
            new StatefulSetUpdateStrategyBuilder()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withPartition(2)
                .endRollingUpdate()
                .build());
    client.resource(set).create();
    settle();

    setImage("image:2");

    assertThat(images()).containsExactly("image:1", "image:1", "image:2");
  }

  @Test
  void changeTemplate_whenOnDelete_waitsForTheDeletion() {
    StatefulSet set = three();
    set.getSpec()
        .setUpdateStrategy(new StatefulSetUpdateStrategyBuilder().withType("OnDelete").build());
    client.resource(set).create();
    settle();

    setImage("image:2");
    assertThat(images()).containsOnly("image:1");
    client.pods().withName("db-0").delete();
    settle();

    assertThat(images()).containsExactly("image:2", "image:1", "image:1");
  }

  @Test
  void service_whenHeadless_hasAnEndpointPerPod() {
    client
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName("db")
                .endMetadata()
                .withNewSpec()
                .withClusterIP("None")
                .addToSelector("app", "db")
                .addNewPort()
                .withPort(3306)
                .endPort()
                .endSpec()
                .build())
        .create();
    client.resource(three()).create();
    settle();

    var slices = client.discovery().v1().endpointSlices().list().getItems();
    assertThat(slices.get(0).getEndpoints())
        .extracting(e -> e.getHostname() + " " + e.getConditions().getReady())
        .containsExactly("db-0 true", "db-1 true", "db-2 true");
  }

  private void setImage(String image) {
    client
        .apps()
        .statefulSets()
        .withName("db")
        .edit(
            s -> {
              s.getSpec().getTemplate().getSpec().getContainers().get(0).setImage(image);
              return s;
            });
    settle();
  }

  private List<String> images() {
    return client.pods().list().getItems().stream()
        .map(p -> p.getSpec().getContainers().get(0).getImage())
        .toList();
  }
}
