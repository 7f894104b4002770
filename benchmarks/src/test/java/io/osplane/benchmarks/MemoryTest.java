package io.osplane.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.osplane.Size;
import io.osplane.benchmarks.Memory.Use;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class MemoryTest {
  @Test
  void held_isTheSumOfEachPodsContainers_ofTheNamespaceOnly() throws IOException {
    String summary =
        """
        {"pods": [
          {"podRef": {"name": "a", "namespace": "ours"},
           "containers": [{"memory": {"workingSetBytes": 3}}, {"memory": {"workingSetBytes": 4}}]},
          {"podRef": {"name": "b", "namespace": "theirs"},
           "containers": [{"memory": {"workingSetBytes": 5}}]},
          {"podRef": {"name": "c", "namespace": "ours"}}]}
        """;

    assertThat(Memory.held(summary, "ours")).isEqualTo(Map.of("a", 7L, "c", 0L));
  }

  @Test
  void text_hasALineForEachComponent_andTheSum() {
    long mebibyte = 1024 * 1024;
    TreeMap<String, Use> uses = new TreeMap<>();
    uses.put("glance", new Use(2, 20 * mebibyte));
    uses.put("nova", new Use(1, 7 * mebibyte));

    assertThat(Memory.text(Size.TINY, uses).lines())
        .containsExactly(
            "size TINY",
            "glance          2 pods   held     20 MiB",
            "nova            1 pods   held      7 MiB",
            "all             3 pods   held     27 MiB");
  }

  @Test
  void requests_areThoseOfAllPodsOfASize_byComponent() {
    Map<Size, Integer> replicas =
        Map.of(Size.TINY, 1, Size.SMALL, 3, Size.MEDIUM, 3, Size.LARGE, 5);
    Function<Size, List<HasMetadata>> rendered =
        size ->
            List.of(
                new DeploymentBuilder()
                    .withMetadata(labels("nova"))
                    .withNewSpec()
                    .withReplicas(replicas.get(size))
                    .withTemplate(pod("100Mi"))
                    .endSpec()
                    .build(),
                new DaemonSetBuilder()
                    .withMetadata(labels("compute"))
                    .withNewSpec()
                    .withTemplate(pod("1Gi"))
                    .endSpec()
                    .build(),
                new ConfigMapBuilder().withMetadata(labels("compute")).build());

    assertThat(MemoryRequests.of(rendered, 2).text().lines())
        .containsExactly(
            "requested, MiB    TINY   SMALL  MEDIUM   LARGE",
            "compute           2048    2048    2048    2048",
            "nova               100     300     300     500",
            "all               2148    2348    2348    2548");
  }

  private static ObjectMeta labels(String component) {
    return new ObjectMetaBuilder().addToLabels("osplane.io/component", component).build();
  }

  private static PodTemplateSpec pod(String memory) {
    return new PodTemplateSpecBuilder()
        .withNewSpec()
        .addNewContainer()
        .withNewResources()
        .addToRequests("memory", new Quantity(memory))
        .endResources()
        .endContainer()
        .endSpec()
        .build();
  }
}
