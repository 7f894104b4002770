package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import org.junit.jupiter.api.Test;

class PresetTest {
  /** A cluster that nobody answers for. */
  static final String NOWHERE =
      """
      apiVersion: v1
      kind: Config
      clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
      users: [{name: u, user: {token: none}}]
      contexts: [{name: x, context: {cluster: c, user: u}}]
      current-context: x
      """;

  @Test
  void ha_always_rendersEveryPartOfACloudAndNoPassword() {
    try (ControlPlane cloud = ControlPlane.builder().name("prod").kubeconfig(NOWHERE).build()) {
      assertThat(cloud.render(OpenStack.ha(3).build()))
          .contains("name: galera\n", "name: rabbitmq\n", "name: keystone\n")
          .contains("name: glance\n", "name: placement\n", "name: neutron\n")
          .contains("name: ovn-nb\n", "name: ovn-sb\n", "name: ovn-openvswitch\n")
          .contains("name: ovn-metadata\n", "ovn_metadata_enabled = true")
          .contains("name: nova-conductor\n", "name: neutron-ovn-maintenance\n")
          .contains("name: compute-libvirt\n", "name: compute-nova\n")
          .contains("key: osplane.io/host.prod\n")
          .doesNotContainPattern("(mysql\\+pymysql|rabbit)://[a-z]+:[^$]");
    }
  }

  @Test
  void ha_writtenAndRead_isTheSame() {
    ControlPlaneSpec spec = OpenStack.ha(3).build();

    assertThat(ControlPlaneSpec.parse(spec.toYaml())).isEqualTo(spec);
  }
}
