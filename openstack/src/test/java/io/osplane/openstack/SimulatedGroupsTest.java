package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.osplane.compute.ComputeSpec;
import io.osplane.compute.Guest;
import io.osplane.compute.VirtType;
import io.osplane.health.Condition;
import io.osplane.health.HealthReport;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hosts of two groups, each with options of its own, in one Nova. */
class SimulatedGroupsTest {
  private static final ComputeSpec A =
      ComputeSpec.of(VirtType.QEMU).named("compute-a").withGroup("a");
  private static final ComputeSpec B =
      ComputeSpec.of(VirtType.QEMU).named("compute-b").withGroup("b");
  private HostCloud site;

  @BeforeEach
  void deploy() {
    site =
        new HostCloud(HostCloud.spec(OpenStack.nova(1), A, B), Map.of("node1", "a", "node2", "b"));
  }

  @AfterEach
  void close() {
    site.close();
  }

  private Set<String> nodes(String component) {
    return site.pods(component).stream()
        .map(pod -> pod.getSpec().getNodeName())
        .collect(Collectors.toSet());
  }

  private List<String> uids(String component) {
    return site.pods(component).stream()
        .map(Pod::getMetadata)
        .map(meta -> meta.getUid())
        .sorted()
        .toList();
  }

  private List<String> codes(HealthReport health) {
    return health.conditions().values().stream()
        .flatMap(List::stream)
        .map(Condition::code)
        .toList();
  }

  @Test
  void groups_runOnTheirOwnNodes_andTakeServersAlike() {
    assertThat(nodes("compute-a")).containsExactly("node1");
    assertThat(nodes("compute-b")).containsExactly("node2");
    assertThat(site.host("node1").takesServers()).isTrue();
    assertThat(site.host("node2").takesServers()).isTrue();
    assertThat(codes(site.cloud.health())).doesNotContain("HostWithoutGroup", "HostTwice");
  }

  @Test
  void option_ofOneGroup_rollsItsAgentsAlone() {
    List<String> before = uids("compute-a");
    List<String> others = uids("compute-b");

    site.cloud
        .edit(s -> s.withComponent(A.withOption("DEFAULT", "reserved_host_memory_mb", "1024")))
        .apply();

    assertThat(uids("compute-b")).isEqualTo(others);
    assertThat(uids("compute-a")).as("libvirt's pod stays").containsAnyElementsOf(before);
    assertThat(uids("compute-a")).as("Nova's agent does not").isNotEqualTo(before);
  }

  @Test
  void node_whoseLabelChanges_goesToTheOtherGroup() {
    site.label("node1", "b");

    assertThat(nodes("compute-a")).isEmpty();
    assertThat(nodes("compute-b")).containsExactlyInAnyOrder("node1", "node2");
    assertThat(site.host("node1").takesServers()).isTrue();
  }

  @Test
  void server_goesFromOneGroupToTheOther() {
    String server = site.tenant.boot("mover", "node1");

    site.compute.drain("node1").apply();

    assertThat(site.compute.guests("node2"))
        .containsExactly(new Guest(server, "mover", "node2", "ACTIVE", ""));
  }

  @Test
  void node_ofAGroupThatNoComponentIsFor_isNamedByHealth() {
    site.label("node1", "c");

    assertThat(site.cloud.health().describe()).contains("HostWithoutGroup", "node node1");
  }
}
