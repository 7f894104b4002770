package io.osplane.sdn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.osplane.health.Status;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What OVN lives through against its will, in a simulated cluster. Each test looks whether its
 * fault hit before it looks what became of it.
 */
@Timeout(120)
class OvnFaultsTest {
  private static final List<String> NODES = List.of("node1", "node2", "node3");
  private final OvnCloud ovn = new OvnCloud();

  @AfterEach
  void end() {
    ovn.close();
  }

  @Test
  void member_thatLostItsVolume_joinsAnewByItself() {
    String cluster = ovn.clusterId("ovn-nb-1");
    String volume = ovn.claim("ovn-nb-0").get().getMetadata().getUid();

    ovn.lose("ovn-nb", 0);

    assertThat(ovn.claim("ovn-nb-0").get().getMetadata().getUid()).isNotEqualTo(volume);
    assertThat(ovn.cloud.health().status()).isEqualTo(Status.HEALTHY);
    assertThat(ovn.clusterId("ovn-nb-0")).isEqualTo(cluster).isNotEqualTo("none");
  }

  @Test
  void pods_ofBothDatabases_killedTogether_comeBackWithTheirData() {
    String northbound = ovn.clusterId("ovn-nb-0");
    String southbound = ovn.clusterId("ovn-sb-0");
    List<String> before = ovn.uids("nb");

    List.of("nb", "sb").forEach(role -> ovn.pods(role).forEach(ovn::kill));

    assertThat(ovn.uids("nb")).hasSize(3).doesNotContainAnyElementsOf(before);
    assertThat(ovn.cloud.health().status()).isEqualTo(Status.HEALTHY);
    assertThat(ovn.clusterId("ovn-nb-0")).isEqualTo(northbound).isNotEqualTo("none");
    assertThat(ovn.clusterId("ovn-sb-0")).isEqualTo(southbound).isNotEqualTo("none");
  }

  @Test
  void majority_thatLostItsVolumes_isNamed_andNothingIsMadeAnewBesideTheLastMember() {
    String cluster = ovn.clusterId("ovn-nb-2");

    ovn.lose("ovn-nb", 0, 1);
    assertThat(ovn.condition("NoQuorum").status()).isEqualTo(Status.DOWN);
    assertThat(ovn.condition("NoQuorum").remedy()).contains("from the member with the longest log");

    ovn.cloud.heal().apply();

    assertThat(ovn.codes()).contains("NoQuorum");
    assertThat(ovn.clusterId("ovn-nb-0")).isEqualTo("none");
    assertThat(ovn.clusterId("ovn-nb-2")).isEqualTo(cluster).isNotEqualTo("none");
  }

  @Test
  void member_thatStartsWhileAnotherIsGone_servesWithTheMajority() {
    ovn.scale("ovn-nb", 2);
    assertThat(ovn.condition("MemberLost").message()).contains("ovn-nb-2");

    Pod other = ovn.pod("ovn-nb-1");
    ovn.kill(other);

    assertThat(ovn.pod("ovn-nb-1").getMetadata().getUid())
        .isNotEqualTo(other.getMetadata().getUid());
    assertThat(ovn.ask("ovn-nb-1", "/osplane/control.sh", "report")).contains("phase SERVING");
    assertThat(ovn.codes()).contains("MemberLost").doesNotContain("NoQuorum");
    ovn.scale("ovn-nb", 3);
    assertThat(ovn.cloud.health().status()).isEqualTo(Status.HEALTHY);
  }

  @Test
  void northd_thatDiesWithTheLock_isFollowedByTheOther() {
    assertThat(ovn.codes()).contains("Translating");
    Pod first = active();

    ovn.schedule(false);
    ovn.kill(first);
    assertThat(ovn.condition("NoStandby").status()).isEqualTo(Status.DEGRADED);

    assertThat(active().getMetadata().getUid()).isNotEqualTo(first.getMetadata().getUid());
    ovn.schedule(true);
    assertThat(ovn.cloud.health().status()).isEqualTo(Status.HEALTHY);
  }

  /** The one pod of northd that translates. */
  private Pod active() {
    List<Pod> active =
        ovn.pods("northd").stream()
            .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
            .filter(pod -> says(pod, "Status: active"))
            .toList();
    assertThat(active).hasSize(1);
    return active.get(0);
  }

  private boolean says(Pod pod, String word) {
    return ovn.ask(pod.getMetadata().getName(), "/osplane/northd.sh", "status").contains(word);
  }

  @Test
  void northboundData_whenAllAreLost_areNeverMadeAnewByThemselves() {
    ovn.lose("ovn-nb", 0, 1, 2);
    assertThat(ovn.condition("DataLost").remedy()).contains("from Neutron's database");

    ovn.cloud.heal().apply();
    ovn.cluster.clock().settle();

    assertThat(ovn.codes()).contains("DataLost");
  }

  @Test
  void southboundData_whenAllAreLost_areMadeAnewByHeal() {
    ovn.lose("ovn-sb", 0, 1, 2);
    assertThat(ovn.condition("NotFormed").remedy()).isEqualTo("Call heal()");

    ovn.cloud.heal().apply();
    ovn.cluster.clock().settle();

    assertThat(ovn.cloud.health().status()).isEqualTo(Status.HEALTHY);
  }

  @Test
  void everything_afterAPowerCut_comesBackByItself() {
    List<Integer> before = starts();
    NODES.forEach(name -> ovn.cluster.node(name).powerOff());
    ovn.cluster.clock().advance(Duration.ofSeconds(10));
    NODES.forEach(name -> ovn.cluster.node(name).boot());
    ovn.cluster.clock().settle();

    assertThat(starts()).hasSameSizeAs(before).isNotEqualTo(before).doesNotContain(0);
    assertThat(ovn.cloud.health().status()).isEqualTo(Status.HEALTHY);
  }

  /** How often the members of both databases were started again. */
  private List<Integer> starts() {
    return Stream.of("nb", "sb")
        .flatMap(role -> ovn.pods(role).stream())
        .map(pod -> pod.getStatus().getContainerStatuses().get(0).getRestartCount())
        .toList();
  }
}
