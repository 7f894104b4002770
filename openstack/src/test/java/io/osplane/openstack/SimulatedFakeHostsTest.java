package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.ComponentName;
import io.osplane.ControlPlane;
import io.osplane.compute.Compute;
import io.osplane.compute.Departure;
import io.osplane.compute.FakeHostsSpec;
import io.osplane.compute.Host;
import io.osplane.error.OperationFailedException;
import io.osplane.health.Status;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hosts without a hypervisor: they come, have servers, and go. */
class SimulatedFakeHostsTest {
  private static final ComponentName FAKE = ComponentName.of("fake-hosts");
  private HostCloud site;
  private ControlPlane cloud;
  private Compute compute;
  private SimulatedTenant tenant;

  @BeforeEach
  void deploy() {
    site = new HostCloud(HostCloud.spec(OpenStack.nova(1), FakeHostsSpec.of(0)), Map.of());
    cloud = site.cloud;
    compute = site.compute;
    tenant = site.tenant;
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void scale_fromNone_endsWhenAllHostsTakeServers() {
    assertThat(compute.hosts()).isEmpty();

    cloud.scale(FAKE, 12).apply();

    assertThat(compute.hosts()).hasSize(12).allMatch(Host::takesServers);
    assertThat(compute.hosts()).extracting(Host::name).contains("fake-hosts-fake-11");
    assertThat(cloud.health().status()).isEqualTo(Status.HEALTHY);
  }

  @Test
  void scale_toFewer_forgetsTheHosts_andLeavesNoProviderBehind() {
    cloud.scale(FAKE, 3).apply();

    cloud.scale(FAKE, 1).apply();

    assertThat(compute.hosts()).extracting(Host::name).containsExactly("fake-hosts-fake-0");
    assertThat(tenant.providers()).containsExactly("fake-hosts-fake-0");
    cloud.scale(FAKE, 3).apply();
    assertThat(compute.hosts()).hasSize(3).allMatch(Host::takesServers);
    cloud.scale(FAKE, 1).apply();
    assertThat(tenant.providers()).as("the second time as well").hasSize(1);
  }

  @Test
  void scale_toFewer_whileServersAreOnThem_isRefused_andAllStay() {
    cloud.scale(FAKE, 2).apply();
    String unused = tenant.boot("guest", "fake-hosts-fake-1");

    assertThatThrownBy(() -> cloud.scale(FAKE, 1).apply())
        .isInstanceOf(OperationFailedException.class)
        .hasMessageContaining("guest on fake-hosts-fake-1");
    assertThat(compute.hosts()).hasSize(2).allMatch(Host::takesServers);
    assertThat(compute.guests("fake-hosts-fake-1")).hasSize(1);
  }

  @Test
  void fewer_whenServersGoToo_deletesThem() {
    cloud.scale(FAKE, 2).apply();
    String unused = tenant.boot("guest", "fake-hosts-fake-1");

    cloud
        .edit(s -> s.withComponent(FakeHostsSpec.of(1).withDeparture(Departure.WITH_SERVERS)))
        .apply();

    assertThat(compute.hosts()).extracting(Host::name).containsExactly("fake-hosts-fake-0");
    assertThat(compute.guests("fake-hosts-fake-1")).isEmpty();
  }

  @Test
  void pod_thatIsStartedAgain_isTheSameHost() {
    cloud.scale(FAKE, 1).apply();
    Host before = compute.hosts().get(0);

    site.admin
        .pods()
        .inNamespace("cloud")
        .withName("fake-hosts-fake-0")
        .withGracePeriod(0)
        .delete();
    site.cluster.clock().settle();

    assertThat(compute.hosts()).containsExactly(before);
  }

  @Test
  void component_thatGoes_leavesNoHostBehind() {
    cloud.scale(FAKE, 2).apply();

    cloud.edit(s -> s.without(FAKE)).apply();

    assertThat(compute.hosts()).isEmpty();
    assertThat(tenant.providers()).isEmpty();
  }
}
