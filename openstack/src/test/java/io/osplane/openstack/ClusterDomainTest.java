package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.error.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterDomainTest {
  private static final String NOWHERE =
      """
      apiVersion: v1
      kind: Config
      clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
      users: [{name: u, user: {token: none}}]
      contexts: [{name: x, context: {cluster: c, user: u}}]
      current-context: x
      """;

  @Test
  void render_inAnotherDomain_namesItAndNotTheUsualOne() {
    assertThat(render(OpenStack.identity(3).clusterDomain("k8s.corp").build()))
        .contains("galera-0.galera-nodes.prod.svc.k8s.corp:3306")
        .contains("rabbit@rabbitmq-0.rabbitmq-nodes.prod.svc.k8s.corp")
        .doesNotContain("cluster.local");
  }

  @Test
  void render_withoutADomain_takesTheUsualOne() {
    ControlPlaneSpec usual = OpenStack.identity(3).build();

    assertThat(render(usual))
        .contains("svc.cluster.local")
        .isEqualTo(render(usual.toBuilder().clusterDomain("cluster.local").build()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "Cluster.local", "a..b", "a.b.", "-a"})
  void render_inWhatIsNoDomain_isAViolation(String domain) {
    assertThatExceptionOfType(InvalidSpecException.class)
        .isThrownBy(() -> render(OpenStack.identity(3).clusterDomain(domain).build()))
        .withMessageContaining("clusterDomain");
  }

  private static String render(ControlPlaneSpec spec) {
    try (ControlPlane cloud = ControlPlane.builder().name("prod").kubeconfig(NOWHERE).build()) {
      return cloud.render(spec);
    }
  }
}
