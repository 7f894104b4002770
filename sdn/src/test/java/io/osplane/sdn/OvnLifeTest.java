package io.osplane.sdn;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.health.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What OVN lives through on purpose, in a simulated cluster. */
@Timeout(120)
class OvnLifeTest {
  private final OvnCloud ovn = new OvnCloud();

  @AfterEach
  void end() {
    ovn.close();
  }

  @Test
  void deploy_withTwoHosts_isHealthyAndHasTheirAgents() {
    assertThat(ovn.cloud.health().status()).isEqualTo(Status.HEALTHY);
    assertThat(ovn.messages()).contains("2 hosts have their switches");
    assertThat(ovn.pods("openvswitch")).hasSize(2);
    assertThat(ovn.pods("controller")).hasSize(2);
  }

  @Test
  void members_more_joinTheSameCluster() {
    String cluster = ovn.clusterId("ovn-nb-0");

    ovn.deploy(5);

    assertThat(ovn.cloud.health().status()).isEqualTo(Status.HEALTHY);
    assertThat(ovn.messages()).contains("ovn-nb: 5 members serve", "ovn-sb: 5 members serve");
    assertThat(ovn.clusterId("ovn-nb-4")).isEqualTo(cluster).isNotEqualTo("none");
  }

  @Test
  void members_fewer_leaveBeforeTheyGo() {
    ovn.deploy(5);

    ovn.deploy(3);

    assertThat(ovn.cloud.health().status()).isEqualTo(Status.HEALTHY);
    assertThat(ovn.messages()).contains("ovn-nb: 3 members serve", "ovn-sb: 3 members serve");
  }
}
