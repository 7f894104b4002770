package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import io.osplane.ControlPlaneSpec;
import io.osplane.compute.ComputeSpec;
import io.osplane.service.ApiServiceSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openstack4j.model.compute.Server;

/** All accounts of all services replaced in one plan, while the cloud is used. */
@Tag("real-full")
@ExtendWith(ThisShard.class)
class EpochIT extends GuestScenario {
  private static final List<String> SERVICES =
      List.of("keystone", "glance", "placement", "nova", "neutron", "compute");

  @Test
  void accountsOfAllServices_replacedUnderLoad_theCloudGoesOn_andNoFormerOneIsLeft() {
    Server before = running("before", hosts.get(0));
    assertThat(databaseAccounts())
        .contains("nova", "glance")
        .noneMatch(name -> name.endsWith(".2"));

    List<Load.Result> results =
        Load.on(
            whole,
            cloud.access(),
            Duration.ofMinutes(3),
            () -> cloud.edit(EpochIT::rotated).apply());
    results.forEach(System.err::println);

    assertThat(databaseAccounts()).contains("nova.2", "glance.2").doesNotContain("nova", "glance");
    assertThat(busAccounts()).contains("nova.2", "neutron.2", "compute.2");
    assertThat(busAccounts()).doesNotContain("nova", "neutron", "compute");
    assertThat(cloud.deploy(rotated(WholeCloud.spec())).plan().steps()).isEmpty();
    Lab.assertBecomesHealthy(cloud, Duration.ofMinutes(3));
    assertThat(results).hasSize(5).allSatisfy(r -> assertThat(r.longestGap()).isLessThan(20));

    tenant.renew();
    Server after = running("after", hosts.get(0));
    String unused = tenant.line(after.getId(), "GUEST-DHCP");
    tenant.delete(after.getId());
    tenant.delete(before.getId());
  }

  private static ControlPlaneSpec rotated(ControlPlaneSpec spec) {
    ControlPlaneSpec rotated = spec;
    for (String service : SERVICES) {
      rotated = rotated.with(ComponentName.of(service), EpochIT::second);
    }
    return rotated;
  }

  private static ComponentSpec second(ComponentSpec spec) {
    return spec instanceof ComputeSpec compute
        ? compute.withEpoch(2)
        : ((ApiServiceSpec) spec).withEpoch(2);
  }

  private List<String> databaseAccounts() {
    String sql = "SELECT User FROM mysql.global_priv;";
    return lines("galera-0", "galera", "echo '" + sql + "' | bash /osplane/osplane-galera.sh sql");
  }

  private List<String> busAccounts() {
    return lines(
        "rabbitmq-0", "rabbitmq", "rabbitmqctl -q --no-table-headers list_users | cut -f1");
  }

  private List<String> lines(String pod, String container, String script) {
    return whole.lab().exec(pod, container, script).lines().map(String::strip).toList();
  }
}
