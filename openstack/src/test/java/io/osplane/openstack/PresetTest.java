package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.compute.ComputeSpec;
import io.osplane.compute.VirtType;
import io.osplane.error.InvalidSpecException;
import io.osplane.spi.ComponentSource;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
  void ha_withAFurtherService_rendersItToo() {
    try (ControlPlane cloud = ControlPlane.builder().name("prod").kubeconfig(NOWHERE).build()) {
      assertThat(cloud.render(OpenStack.ha(3).component(OpenStack.heat(2)).build()))
          .contains("name: heat\n", "name: heat-cfn\n", "name: heat-engine\n")
          .doesNotContain("name: horizon\n");
    }
  }

  @Test
  void ha_warnsOfNothing_andAnAcknowledgementChangesNoObject() {
    ControlPlaneSpec emulated = OpenStack.ha(3).component(ComputeSpec.of(VirtType.QEMU)).build();
    try (ControlPlane cloud = ControlPlane.builder().name("prod").kubeconfig(NOWHERE).build()) {
      assertThatThrownBy(() -> cloud.render(emulated))
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("(warning R39)");
      assertThat(cloud.render(emulated.toBuilder().acknowledging("R39").build()))
          .contains("virt_type = qemu");
      assertThat(cloud.render(OpenStack.ha(3).acknowledging("R39").build()))
          .isEqualTo(cloud.render(OpenStack.ha(3).build()));
    }
  }

  @Test
  void hosts_ofASecondGroup_clashWithThePresetsOwn() {
    ControlPlaneSpec spec =
        OpenStack.ha(3).component(ComputeSpec.defaults().named("dpdk").withGroup("dpdk")).build();
    try (ControlPlane cloud = ControlPlane.builder().name("prod").kubeconfig(NOWHERE).build()) {
      assertThatThrownBy(() -> cloud.render(spec))
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("components[dpdk].group")
          .hasMessageContaining("(rule R59)");
    }
  }

  @Test
  void rules_ofOneId_areWarningsOrNot() {
    Map<String, Set<Boolean>> severities = new TreeMap<>();
    ServiceLoader.load(ComponentSource.class).stream()
        .flatMap(source -> source.get().components().stream())
        .flatMap(component -> component.rules().stream())
        .forEach(
            rule ->
                severities.computeIfAbsent(rule.id(), id -> new TreeSet<>()).add(rule.isWarning()));

    assertThat(severities).hasSizeGreaterThan(20);
    assertThat(severities.values()).allSatisfy(one -> assertThat(one).hasSize(1));
  }

  @Test
  void ha_writtenAndRead_isTheSame() {
    ControlPlaneSpec spec =
        OpenStack.ha(3)
            .component(OpenStack.barbican(2))
            .component(OpenStack.heat(2))
            .component(OpenStack.horizon(2).withOption("settings", "SESSION_TIMEOUT", "600"))
            .component(OpenStack.cinder(2).withStorage("volumes", "50Gi"))
            .build();

    assertThat(ControlPlaneSpec.parse(spec.toYaml())).isEqualTo(spec);
  }
}
