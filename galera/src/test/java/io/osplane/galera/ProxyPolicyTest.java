package io.osplane.galera;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.osplane.ImageCatalog;
import io.osplane.Release;
import io.osplane.Size;
import io.osplane.spi.Manifests;
import io.osplane.spi.Plane;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProxyPolicyTest {
  private static final Plane PLANE =
      new Plane("prod", "ns", Release.of("2025.1"), Size.TINY, "RegionOne", ImageCatalog.KIT);

  @Test
  void policy_selectsTheProxiesOfThisClusterOnly() {
    assertThat(policy().getSpec().getPodSelector().getMatchLabels())
        .containsEntry(Manifests.PLANE, "prod")
        .containsEntry(Manifests.COMPONENT, "galera")
        .containsEntry(Manifests.ROLE, "proxy");
  }

  @Test
  void statements_areAdmitted_fromPodsOfTheNamespace() {
    NetworkPolicyIngressRule statements = policy().getSpec().getIngress().get(0);

    assertThat(ports(statements)).containsExactly(3306);
    assertThat(statements.getFrom())
        .singleElement()
        .satisfies(
            peer -> {
              assertThat(peer.getPodSelector().getMatchLabels()).isEmpty();
              assertThat(peer.getNamespaceSelector()).isNull();
            });
  }

  @Test
  void probes_areAdmitted_fromEverywhere() {
    List<NetworkPolicyIngressRule> rules = policy().getSpec().getIngress();

    assertThat(rules).hasSize(2);
    assertThat(ports(rules.get(1))).containsExactly(9201);
    assertThat(rules.get(1).getFrom()).isEmpty();
  }

  private static List<Integer> ports(NetworkPolicyIngressRule rule) {
    return rule.getPorts().stream().map(p -> p.getPort().getIntVal()).toList();
  }

  private static NetworkPolicy policy() {
    return new GaleraManifests(GaleraSpec.of(3), PLANE)
        .proxies().all().stream()
            .filter(NetworkPolicy.class::isInstance)
            .map(NetworkPolicy.class::cast)
            .findFirst()
            .orElseThrow();
  }
}
