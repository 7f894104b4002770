package io.osplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterLifecycleTest {

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(n -> n.startsWith("osplane-testkit"))
        .toList();
  }

  @Test
  void close_whenRepeatedWithOpenConnections_leavesNoThreads() throws Exception {
    for (int i = 0; i < 50; i++) {
      try (SimulatedCluster cluster = SimulatedCluster.start();
          Socket open =
              new Socket(InetAddress.getLoopbackAddress(), URI.create(cluster.url()).getPort())) {
        String watch =
            "GET /api/v1/pods?watch=true HTTP/1.1\r\nAuthorization: Bearer "
                + cluster.adminToken()
                + "\r\n\r\n";
        open.getOutputStream().write(watch.getBytes(StandardCharsets.UTF_8));
        assertThat(open.getInputStream().read()).isEqualTo('H');
        assertThat(threads()).isNotEmpty();
      }
    }

    assertThat(threads()).isEmpty();
  }

  @Test
  void time_whenNothingIsUnderWay_standsStill() {
    try (SimulatedCluster cluster = SimulatedCluster.start()) {
      cluster.clock().settle();
      var before = cluster.clock().now();

      cluster.clock().settle();

      assertThat(cluster.clock().now()).isEqualTo(before);
    }
  }

  @Test
  void label_ofANode_isThereFromTheBeginning() {
    try (SimulatedCluster cluster =
            SimulatedCluster.builder().label("node2", "rack", "left").start();
        KubernetesClient client =
            new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
                .build()) {
      assertThat(client.nodes().withLabel("rack", "left").list().getItems())
          .extracting(node -> node.getMetadata().getName())
          .containsExactly("node2");
    }
  }

  @Test
  void label_ofANodeThatThereIsNot_isRefused() {
    SimulatedClusterBuilder builder = SimulatedCluster.builder().label("node9", "rack", "left");

    assertThatThrownBy(builder::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("node9");
  }
}
