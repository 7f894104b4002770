package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openstack4j.model.compute.Server;
import org.openstack4j.model.network.Port;

/** Guests ask http://169.254.169.254 about themselves. */
@Tag("real-full")
@ExtendWith(ThisShard.class)
class MetadataIT extends GuestScenario {
  private static final String ADDRESS = "169.254.169.254";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Test
  void guest_asksAboutItself_andGetsItsOwnId_alsoAfterTheAgentsPodWasReplaced() {
    String host = hosts.get(0);
    Server guest = running("curious", host);
    String unused = tenant.line(guest.getId(), "GUEST-READY");
    // the guest's DHCP client takes no routes but the default one, and this network has no router
    String unusedToo = tenant.inGuest(guest, "ip route add " + ADDRESS + " via " + port());

    assertLearnsItsId(guest);

    var deleted =
        whole
            .lab()
            .admin()
            .resource(whole.pod("ovn", "metadata", host))
            .withGracePeriod(0)
            .delete();
    assertThat(deleted).isNotEmpty();
    assertLearnsItsId(guest);
    Lab.assertBecomesHealthy(cloud);
    tenant.delete(guest.getId());
  }

  private void assertLearnsItsId(Server guest) {
    String question = "wget -qO- -T 5 http://" + ADDRESS + "/openstack/latest/meta_data.json";
    Duration unused =
        Until.so(
            "the guest prints its id on its console",
            PATIENCE,
            () -> tenant.inGuest(guest, question).contains(guest.getId()));
  }

  /** The address of the network's metadata port, which DHCP gives a route by. */
  private String port() {
    return tenant.client().networking().port().list().stream()
        .filter(p -> "network:distributed".equals(p.getDeviceOwner()))
        .filter(p -> network.equals(p.getNetworkId()))
        .map(Port::getFixedIps)
        .flatMap(ips -> ips.stream())
        .findFirst()
        .orElseThrow(() -> new AssertionError("network " + network + " has no metadata port"))
        .getIpAddress();
  }
}
