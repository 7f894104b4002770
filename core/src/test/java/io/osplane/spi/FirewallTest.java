package io.osplane.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.osplane.ComponentName;
import io.osplane.ImageCatalog;
import io.osplane.Release;
import io.osplane.Size;
import org.junit.jupiter.api.Test;

class FirewallTest {
  private static final Plane PLANE =
      new Plane("prod", "ns", Release.of("2025.1"), Size.TINY, "RegionOne", ImageCatalog.KIT);
  private final Manifests manifests = new Manifests(PLANE, ComponentName.of("db"));
  private final Firewall closed = manifests.firewall("db-member", "member");

  @Test
  void policy_withoutAdmissions_letsNobodyIn() {
    NetworkPolicySpec spec = closed.policy().getSpec();

    assertThat(spec.getPolicyTypes()).containsExactly("Ingress");
    assertThat(spec.getIngress()).isEmpty();
    assertThat(spec.getPodSelector()).isEqualTo(manifests.selector("member"));
  }

  @Test
  void admitting_peers_letsOnlyThemIn_toAllPorts() {
    NetworkPolicyIngressRule rule = only(closed.admitting(manifests.selector("member")));

    assertThat(rule.getPorts()).isEmpty();
    assertThat(rule.getFrom())
        .singleElement()
        .satisfies(
            peer -> {
              assertThat(peer.getPodSelector()).isEqualTo(manifests.selector("member"));
              assertThat(peer.getNamespaceSelector()).isNull();
            });
  }

  @Test
  void admittingNamespace_letsItsPodsIn() {
    assertThat(only(closed.admittingNamespace(3306)).getFrom())
        .singleElement()
        .satisfies(
            peer ->
                assertThat(peer.getPodSelector()).isEqualTo(new LabelSelectorBuilder().build()));
  }

  @Test
  void admitting_ports_letsEverybodyIn_overTcp() {
    NetworkPolicyIngressRule rule = only(closed.admitting(80, 443));

    assertThat(rule.getFrom()).isEmpty();
    assertThat(rule.getPorts()).extracting(p -> p.getPort().getIntVal()).containsExactly(80, 443);
    assertThat(rule.getPorts()).extracting(NetworkPolicyPort::getProtocol).containsOnly("TCP");
  }

  @Test
  void admitting_leavesTheOriginalClosed() {
    Firewall open = closed.admitting(80).admitting(443);

    assertThat(open.policy().getSpec().getIngress()).hasSize(2);
    assertThat(closed.policy().getSpec().getIngress()).isEmpty();
  }

  private static NetworkPolicyIngressRule only(Firewall firewall) {
    assertThat(firewall.policy().getSpec().getIngress()).hasSize(1);
    return firewall.policy().getSpec().getIngress().get(0);
  }
}
