package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.ComponentName;
import io.osplane.Report;
import io.osplane.service.ApiServiceSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.openstack4j.model.compute.Action;
import org.openstack4j.model.compute.Server;

/** From one call to a running server. */
class ServerIT extends GuestScenario {
  private static final String OURS = "osplane-verify";

  @Test
  void server_afterOneCall_getsItsAddressByDhcp_answersHttp_andGoes() {
    Server one = running("one", hosts.get(0));
    Server two = running("two", other());
    String address = tenant.address(one.getId());
    assertThat(tenant.line(one.getId(), "GUEST-DHCP")).contains(address);
    assertThat(tenant.line(two.getId(), "GUEST-DHCP")).contains(tenant.address(two.getId()));
    String unused = tenant.line(two.getId(), "GUEST-READY");

    assertThat(tenant.inGuest(two, "wget -qO- http://" + address + "/"))
        .contains("hello from osp-guest");

    tenant.delete(one.getId());
    tenant.delete(two.getId());
  }

  @Test
  void verify_bootsAServerOfItsOwn_andLeavesNothingBehind() {
    assertThat(cloud.verify().apply().outcome()).isEqualTo(Report.Outcome.DONE);
    var all = tenant.client();
    Map<String, String> everywhere = Map.of("all_tenants", "1");
    assertThat(all.compute().servers().list(everywhere)).extracting("name").doesNotContain(OURS);
    assertThat(all.imagesV2().list()).extracting("name").doesNotContain(OURS);
    assertThat(all.networking().network().list()).extracting("name").doesNotContain(OURS);
  }

  @Test
  void deployAgain_writesNothing() {
    cloud.deploy(WholeCloud.spec()).apply();
    Map<String, String> before = whole.lab().generations();
    assertThat(cloud.deploy(WholeCloud.spec()).plan().steps()).isEmpty();
    cloud.deploy(WholeCloud.spec()).apply();
    assertThat(whole.lab().generations()).isEqualTo(before);
  }

  @Test
  void podsOfAHost_killed_theGuestRunsOn_andNovaStopsAndStartsIt() {
    String host = hosts.get(0);
    Server guest = running("lasting", host);
    String process = process(guest, host);
    assertThat(process).contains("qemu").doesNotContain("kubepods");

    for (String role : List.of("libvirt", "nova")) {
      whole.replace("compute", role, host, () -> {});
    }
    Lab.assertBecomesHealthy(cloud);
    assertThat(process(guest, host)).isEqualTo(process);

    stop(guest, Action.STOP, Server.Status.SHUTOFF);
    stop(guest, Action.START, Server.Status.ACTIVE);
    tenant.delete(guest.getId());
  }

  private void stop(Server guest, Action action, Server.Status then) {
    assertThat(tenant.client().compute().servers().action(guest.getId(), action).isSuccess())
        .isTrue();
    tenant.awaits(guest.getId(), then);
  }

  /** Process, start time, command and control groups of a guest. */
  private String process(Server guest, String host) {
    return whole.onHost(
        host,
        """
        pid=$(cat /run/libvirt/qemu/%s.pid)
        echo "$pid $(awk '{print $22}' /proc/$pid/stat) $(tr '\\0' ' ' </proc/$pid/cmdline | cut -c1-60)"
        cat /proc/$pid/cgroup
        """
            .formatted(guest.getInstanceName()));
  }

  @Test
  void oneOptionOfNova_changed_rollsOnlyNova() {
    Map<String, List<String>> before = pods();
    cloud
        .edit(
            spec ->
                spec.with(
                    ComponentName.of("nova"),
                    nova -> ((ApiServiceSpec) nova).withOption("api", "max_limit", "900")))
        .apply();
    Map<String, List<String>> after = pods();
    assertThat(after.get("nova")).isNotEqualTo(before.get("nova"));
    before.remove("nova");
    after.remove("nova");
    assertThat(after).isEqualTo(before);
    cloud.edit(spec -> WholeCloud.spec()).apply();
  }

  private Map<String, List<String>> pods() {
    Map<String, List<String>> pods = new TreeMap<>();
    WholeCloud.spec()
        .components()
        .forEach(c -> pods.put(c.name().value(), whole.lab().podUids(c.name().value() + "-")));
    return pods;
  }
}
