package io.osplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeploymentTest extends WithCluster {

  @BeforeEach
  void deploy() {
    client
        .resource(
            new DeploymentBuilder()
                .withNewMetadata()
                .withName("api")
                .endMetadata()
                .withNewSpec()
                .withReplicas(3)
                .withNewSelector()
                .addToMatchLabels("app", "api")
                .endSelector()
                .withTemplate(template("api", "image:1"))
                .endSpec()
                .build())
        .create();
    settle();
  }

  private Deployment live() {
    return client.apps().deployments().withName("api").get();
  }

  private List<String> images() {
    return client.pods().list().getItems().stream()
        .map(p -> p.getSpec().getContainers().get(0).getImage())
        .toList();
  }

  @Test
  void create_whenSettled_isAvailable() {
    assertThat(live().getStatus().getAvailableReplicas()).isEqualTo(3);
    assertThat(live().getStatus().getObservedGeneration()).isEqualTo(1);
    assertThat(live().getStatus().getConditions())
        .extracting(c -> c.getType() + "=" + c.getStatus())
        .containsExactlyInAnyOrder("Available=True", "Progressing=True");
  }

  @Test
  void changeTemplate_whenSettled_hasOnlyNewPods() {
    client
        .apps()
        .deployments()
        .withName("api")
        .edit(
            d -> {
              d.getSpec().getTemplate().getSpec().getContainers().get(0).setImage("image:2");
              return d;
            });
    settle();

    assertThat(images()).containsExactly("image:2", "image:2", "image:2");
    assertThat(live().getStatus().getUpdatedReplicas()).isEqualTo(3);
    assertThat(client.apps().replicaSets().list().getItems()).hasSize(2);
  }

  @Test
  void delete_whenCascading_leavesNothing() {
    client.apps().deployments().withName("api").delete();
    settle();

    assertThat(client.apps().replicaSets().list().getItems()).isEmpty();
    assertThat(client.pods().list().getItems()).isEmpty();
  }

  @Test
  void evict_whenTheBudgetIsSpent_isRefused() {
    client
        .resource(
            new PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withName("api")
                .endMetadata()
                .withNewSpec()
                .withMaxUnavailable(new IntOrString(0))
                .withNewSelector()
                .addToMatchLabels("app", "api")
                .endSelector()
                .endSpec()
                .build())
        .create();
    settle();
    String name = client.pods().list().getItems().get(0).getMetadata().getName();
    Map<String, Object> eviction =
        Map.of("apiVersion", "policy/v1", "kind", "Eviction", "metadata", Map.of("name", name));

    var e =
        catchThrowableOfType(
            KubernetesClientException.class,
            () ->
                client.raw(
                    "/api/v1/namespaces/default/pods/" + name + "/eviction", "POST", eviction));

    assertThat(e.getCode()).isEqualTo(429);
    assertThat(e.getStatus().getDetails().getCauses().get(0).getReason())
        .isEqualTo("DisruptionBudget");
  }

  @Test
  void evict_whenNoBudgetCoversIt_replacesThePod() {
    String name = client.pods().list().getItems().get(0).getMetadata().getName();

    assertThat(client.pods().withName(name).evict()).isTrue();
    settle();

    assertThat(client.pods().withName(name).get()).isNull();
    assertThat(client.pods().list().getItems()).hasSize(3);
  }
}
