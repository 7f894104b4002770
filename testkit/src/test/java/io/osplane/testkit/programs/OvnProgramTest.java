package io.osplane.testkit.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OvnProgramTest extends WithPrograms {
  private static final List<String> PODS = List.of("ovn-nb-0", "ovn-nb-1", "ovn-nb-2");

  @BeforeEach
  void createMembers() {
    create("ovn.yaml");
  }

  private Result control(String pod, String... words) {
    String[] command = new String[words.length + 2];
    command[0] = "bash";
    command[1] = "/osplane/control.sh";
    System.arraycopy(words, 0, command, 2, words.length);
    return exec(pod, "", command);
  }

  private String report(String pod) {
    return control(pod, "report").out();
  }

  private void form() {
    assertThat(control("ovn-nb-0", "create", "nonce").code()).isZero();
    settle();
  }

  private static String clusterId(String report) {
    return Pattern.compile("Cluster ID: (.*)")
        .matcher(report)
        .results()
        .map(m -> m.group(1))
        .findFirst()
        .orElse("");
  }

  @Test
  void members_withoutAnOrder_wait() {
    assertThat(PODS)
        .allSatisfy(pod -> assertThat(report(pod)).isEqualTo("phase WAITING\nfile no\n"));
  }

  @Test
  void members_afterTheOrder_formOneCluster() {
    form();

    String id = clusterId(report("ovn-nb-0"));
    assertThat(PODS)
        .allSatisfy(
            pod ->
                assertThat(report(pod))
                    .contains("phase SERVING", "Status: cluster member", "ovn-nb-2.ovn-nb")
                    .contains("Cluster ID: " + id));
    assertThat(report("ovn-nb-0")).contains("Role: leader", "Leader: self");
    assertThat(report("ovn-nb-1")).contains("Role: follower");
  }

  @Test
  void order_whereOthersServe_makesNoSecondCluster() {
    form();
    String id = clusterId(report("ovn-nb-1"));

    control("ovn-nb-0", "create", "again");

    assertThat(clusterId(report("ovn-nb-0"))).isEqualTo(id);
  }

  @Test
  void member_withoutTheMajority_seesNoLeader() {
    form();

    for (String pod : PODS.subList(0, 2)) {
      cluster.node(client.pods().withName(pod).get().getSpec().getNodeName()).powerOff();
    }

    assertThat(report("ovn-nb-2"))
        .contains("Role: candidate", "Leader: unknown", "election timeout");
    assertThat(control("ovn-nb-2", "leave").code()).isEqualTo(4);
  }

  @Test
  void member_thatLeaves_isCountedNoMoreAndStaysAway() {
    form();

    assertThat(control("ovn-nb-2", "leave").code()).isZero();
    settle();

    assertThat(report("ovn-nb-2")).isEqualTo("phase LEFT\nfile no\n");
    assertThat(report("ovn-nb-0")).doesNotContain("ovn-nb-2.ovn-nb");
  }

  @Test
  void member_thatIsReplacedWithItsVolume_isTheSameServer() {
    form();
    String before = report("ovn-nb-1");

    client.pods().withName("ovn-nb-1").delete();
    settle();

    assertThat(report("ovn-nb-1")).isEqualTo(before);
  }

  @Test
  void northd_ofSeveral_isActiveOnce() {
    List<String> pods =
        client.pods().withLabel("app", "northd").list().getItems().stream()
            .map(Pod::getMetadata)
            .map(m -> m.getName())
            .toList();
    form();

    assertThat(pods)
        .extracting(pod -> exec(pod, "", "bash", "/osplane/northd.sh", "status").out())
        .containsExactlyInAnyOrder("Status: active\n", "Status: standby\n");
  }

  @Test
  void programs_ofUnknownCommands_sayThatTheyAreNotFound() {
    assertThat(exec("ovn-nb-0", "", "ovs-vsctl", "show").code()).isEqualTo(127);
  }
}
