package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openstack4j.model.compute.Server;

/** OVN loses what matters most at the moment; networks go on, and new servers get addresses. */
@Tag("real-full")
@ExtendWith(ThisShard.class)
class NetworkFaultsIT extends GuestScenario {
  private static final String PAGE = "hello from osp-guest";
  private static final String REPORT = "bash /osplane/control.sh report";
  private static final String LEADER = "Role: leader";
  private static final String STATUS = "bash /osplane/northd.sh status";
  private static final String ACTIVE = "Status: active";

  @Test
  void leadersOfBothDatabases_killed_aNewServerGetsItsAddress() {
    for (String database : List.of("nb", "sb")) {
      String leader = saying(database, "ovsdb", LEADER, REPORT);
      whole.kill(leader);
      Duration took =
          Until.so(
              "another leader of " + database,
              Duration.ofMinutes(1),
              () -> !leaders(database).isEmpty() && !leaders(database).contains(leader));
      System.err.printf("%s has a new leader after %.1f s%n", database, took.toMillis() / 1e3);
    }
    assertNewServerGetsItsAddress("after-leaders");
  }

  private List<String> leaders(String database) {
    return whole.pods("ovn", database).stream()
        .map(pod -> pod.getMetadata().getName())
        .filter(pod -> says(pod, "ovsdb", LEADER, REPORT))
        .toList();
  }

  @Test
  void activeNorthd_killed_theOtherOneTranslates() {
    String active = saying("northd", "northd", ACTIVE, STATUS);
    whole.kill(active);
    String next =
        Until.there(
            "another northd is active",
            Duration.ofMinutes(1),
            () ->
                whole.pods("ovn", "northd").stream()
                    .map(pod -> pod.getMetadata().getName())
                    .filter(pod -> !pod.equals(active))
                    .filter(pod -> says(pod, "northd", ACTIVE, STATUS))
                    .findFirst());
    assertThat(next).isNotEqualTo(active);
    assertNewServerGetsItsAddress("after-northd");
  }

  private String saying(String role, String container, String word, String command) {
    return whole.pods("ovn", role).stream()
        .map(pod -> pod.getMetadata().getName())
        .filter(pod -> says(pod, container, word, command))
        .findFirst()
        .orElseThrow();
  }

  /** A pod that is gone, or does not run yet, says nothing. */
  private boolean says(String pod, String container, String word, String command) {
    try {
      return whole.lab().exec(pod, container, command).contains(word);
    } catch (IllegalStateException | KubernetesClientException e) {
      return false;
    }
  }

  private void assertNewServerGetsItsAddress(String name) {
    Server server = running(name, hosts.get(0));
    assertThat(tenant.line(server.getId(), "GUEST-DHCP")).contains(tenant.address(server.getId()));
    tenant.delete(server.getId());
    Lab.assertBecomesHealthy(cloud, Duration.ofMinutes(2));
  }

  @Test
  void agentOfAHost_killed_guestsReachEachOtherAllTheTime_switch_killed_soonAgain() {
    Server one = running("left", hosts.get(0));
    Server two = running("right", other());
    String unused = tenant.line(two.getId(), "GUEST-READY");
    String fetch = "wget -T 2 -qO- http://" + tenant.address(one.getId()) + "/";
    assertThat(tenant.line(one.getId(), "GUEST-READY")).isNotEmpty();
    assertThat(tenant.inGuest(two, fetch)).contains(PAGE);

    String host = hosts.get(0);
    whole.replace(
        "ovn", "controller", host, () -> assertThat(tenant.inGuest(two, fetch)).contains(PAGE));
    Lab.assertBecomesHealthy(cloud, Duration.ofMinutes(2));

    whole.replace("ovn", "openvswitch", host, () -> reachesAgain(two, fetch));
    Lab.assertBecomesHealthy(cloud, Duration.ofMinutes(2));
    tenant.delete(one.getId());
    tenant.delete(two.getId());
  }

  private void reachesAgain(Server guest, String fetch) {
    Duration gap =
        Until.so(
            "guests reach each other again",
            Duration.ofMinutes(2),
            () -> tenant.inGuest(guest, fetch).contains(PAGE));
    System.err.printf("guests reach each other %.1f s after the switch%n", gap.toMillis() / 1e3);
  }
}
