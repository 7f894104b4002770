package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Replicas;
import io.osplane.Size;
import io.osplane.compute.ComputeSpec;
import io.osplane.compute.VirtType;
import io.osplane.error.InvalidSpecException;
import io.osplane.error.Violation;
import io.osplane.galera.GaleraSpec;
import io.osplane.service.ApiServiceSpec;
import io.osplane.spi.ComponentSource;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  void ha_withCinder_hasHostsThatSeeItsVolumes_andWithoutItNot() {
    String mount = "mountPath: /osplane/volumes/8629b7cd79739eef1d291343f44e9bd5\n";
    ControlPlaneSpec.Builder spec = OpenStack.ha(3);
    try (ControlPlane cloud = ControlPlane.builder().name("prod").kubeconfig(NOWHERE).build()) {
      assertThat(cloud.render(spec.build())).doesNotContain(mount);
      assertThat(cloud.render(spec.component(OpenStack.cinder(2)).build()).split(mount, -1))
          .as("libvirt and Nova's agent")
          .hasSize(3);
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
  void services_thatMayOpenMoreConnectionsThanGaleraTakes_areAWarning_untilItTakesThem() {
    ControlPlaneSpec busy =
        OpenStack.ha(3)
            .size(Size.SMALL)
            .component(OpenStack.nova(2).withReplicas(Replicas.between(2, 8)))
            .build();
    GaleraSpec larger = GaleraSpec.of(3).withOption("max_connections", "2000");
    try (ControlPlane cloud = ControlPlane.builder().name("prod").kubeconfig(NOWHERE).build()) {
      assertThatThrownBy(() -> cloud.render(busy))
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("components[galera].options[max_connections]: is 1200, and")
          .hasMessageContaining("at once: nova 1128, keystone 8, placement 8, ")
          .hasMessageContaining("(warning R55)");
      assertThat(cloud.render(busy.withComponent(larger))).contains("max_connections = 2000\n");
      assertThat(cloud.render(busy.toBuilder().acknowledging("R55").build())).isNotEmpty();
    }
  }

  @Test
  void allServicesThreeTimes_openNoMoreConnectionsThanGaleraTakes() {
    ControlPlaneSpec whole =
        OpenStack.ha(3)
            .size(Size.SMALL)
            .component(OpenStack.keystone(3))
            .component(OpenStack.glance(3))
            .component(OpenStack.placement(3))
            .component(OpenStack.nova(3))
            .component(OpenStack.neutron(3))
            .component(OpenStack.barbican(3))
            .component(OpenStack.heat(3))
            .component(OpenStack.cinder(3))
            .build();
    try (ControlPlane cloud = ControlPlane.builder().name("prod").kubeconfig(NOWHERE).build()) {
      assertThat(cloud.render(whole)).contains("max_connections = 1200\n");
    }
  }

  @Test
  void workers_thatTakeLongerToEndThanTheirPods_areRefusedOfEveryService() {
    ControlPlaneSpec.Builder spec = OpenStack.ha(3);
    for (String kind : List.of("nova", "neutron", "heat", "cinder")) {
      spec.component(
          ApiServiceSpec.of(kind, 2).withOption("DEFAULT", "graceful_shutdown_timeout", "60"));
    }
    try (ControlPlane cloud = ControlPlane.builder().name("prod").kubeconfig(NOWHERE).build()) {
      assertThatThrownBy(() -> cloud.render(spec.build()))
          .asInstanceOf(InstanceOfAssertFactories.type(InvalidSpecException.class))
          .extracting(e -> e.violations().stream().map(Violation::rule).toList())
          .isEqualTo(List.of("R52", "R52", "R52", "R52"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "nas_host, filer, osplane",
    "nas_share_path, /export, /volumes",
    "nfs_mount_point_base, /mnt, /var/lib/cinder/mnt"
  })
  void volumes_thatLieElsewhereThanPodsMountThem_areRefused(
      String option, String bad, String good) {
    try (ControlPlane cloud = ControlPlane.builder().name("prod").kubeconfig(NOWHERE).build()) {
      assertThatThrownBy(() -> cloud.render(cinder(option, bad)))
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("components[cinder].config[files][" + option + "]")
          .hasMessageContaining("(rule R79)");
      assertThat(cloud.render(cinder(option, good))).isNotEmpty();
    }
  }

  private static ControlPlaneSpec cinder(String option, String value) {
    return OpenStack.ha(3)
        .component(OpenStack.cinder(1).withOption("files", option, value))
        .build();
  }

  @Test
  void hostsOfTwoGroups_besideCinder_bothSeeItsVolumes() {
    ControlPlaneSpec spec =
        OpenStack.ha(3)
            .component(ComputeSpec.defaults().withGroup("default"))
            .component(ComputeSpec.defaults().named("dpdk").withGroup("dpdk"))
            .component(OpenStack.cinder(1))
            .build();
    try (ControlPlane cloud = ControlPlane.builder().name("prod").kubeconfig(NOWHERE).build()) {
      assertThat(cloud.render(spec).split("claimName: \"?cinder-volumes", -1))
          .as("Cinder's own pod, and two of each group")
          .hasSize(6);
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
