package io.osplane.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.osplane.health.Condition;
import io.osplane.health.Status;
import io.osplane.spi.Manifests;
import io.osplane.spi.Member.Answer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportsTest {
  private static final SortedMap<String, Boolean> H1 = new TreeMap<>(Map.of("h1", true));
  private final FakeSite site = new FakeSite();
  private final CloudApi api = CloudApi.as(site, HostBook.user(Fixture.NOVA));

  @Test
  void control_whereOneIsSilent_isNamed() {
    CloudApi.Service good =
        new CloudApi.Service("a", "nova-conductor", "c-0", true, true, true, "");
    CloudApi.Service bad =
        new CloudApi.Service("b", "nova-scheduler", "s-0", false, true, true, "");
    CloudApi.Service host = new CloudApi.Service("c", "nova-compute", "h1", false, true, true, "");

    Set<String> pods = Set.of("c-0", "s-0");

    assertThat(Reports.ofControl(List.of(good, host), pods))
        .extracting(Condition::code)
        .containsExactly("ServicesReport");
    assertThat(Reports.ofControl(List.of(good, bad), pods))
        .singleElement()
        .satisfies(c -> assertThat(c.status()).isEqualTo(Status.DEGRADED))
        .satisfies(c -> assertThat(c.message()).contains("nova-scheduler on s-0"));
    assertThat(Reports.ofControl(List.of(), pods)).isEmpty();
  }

  @Test
  void control_ofAPodThatIsNoMore_isNotMissed() {
    CloudApi.Service good =
        new CloudApi.Service("a", "nova-scheduler", "s-0", true, true, true, "");
    CloudApi.Service left =
        new CloudApi.Service("b", "nova-scheduler", "s-1", false, true, true, "");

    assertThat(Reports.ofControl(List.of(good, left), Set.of("s-0")))
        .containsExactly(Condition.healthy("ServicesReport", "1 services report"));
    assertThat(Reports.ofControl(List.of(good, left), Set.of("s-0", "s-1")))
        .extracting(Condition::code)
        .containsExactly("ServiceSilent");
  }

  @Test
  void hosts_thatReportAndAnswer_areWell() {
    site.cloud.service("h1");
    known("{\"hypervisors\":[{\"id\":\"x\",\"hypervisor_hostname\":\"h1\"}]}", 200);

    assertThat(Reports.ofHosts(H1, api)).extracting(Condition::code).containsExactly("HostsAnswer");
    assertThat(Reports.ofHosts(new TreeMap<>(), api)).isEmpty();
  }

  @Test
  void host_thatReportsAndDoesNotAnswer_isMute() {
    site.cloud.service("h1");
    known("{\"hypervisors\":[{\"id\":\"x\",\"hypervisor_hostname\":\"h1\"}]}", 500);

    assertThat(Reports.ofHosts(H1, api)).extracting(Condition::code).containsExactly("HostMute");
  }

  @Test
  void host_thatNovaDoesNotKnowYet_isNotMute() {
    site.cloud.service("h1");
    known("{\"hypervisors\":[{\"id\":\"y\",\"hypervisor_hostname\":\"h10\"}]}", 500);

    assertThat(Reports.ofHosts(H1, api)).extracting(Condition::code).containsExactly("HostsAnswer");
  }

  @Test
  void host_thatIsNewAndThatPlacementDoesNotKnow_isStarting_andIsNotCalled() {
    site.cloud.service("h1");
    site.cloud.services.get("service-h1").putNull("updated_at");
    site.cloud.inventories.remove("h1");
    known("{\"hypervisors\":[{\"id\":\"x\",\"hypervisor_hostname\":\"h1\"}]}", 500);

    assertThat(Reports.ofHosts(H1, api))
        .singleElement()
        .satisfies(c -> assertThat(c.code()).isEqualTo("HostStarts"))
        .satisfies(c -> assertThat(c.status()).isEqualTo(Status.DEGRADED))
        .satisfies(c -> assertThat(c.message()).contains("agent on h1"));
    assertThat(site.cloud.requests).noneMatch(request -> request.contains("os-hypervisors"));
    site.cloud.services.get("service-h1").put("state", "down");
    assertThat(Reports.ofHosts(H1, api)).extracting(Condition::code).containsExactly("HostSilent");
  }

  @Test
  void host_thatIsNewAndThatPlacementKnows_isCalled() {
    site.cloud.service("h1");
    site.cloud.services.get("service-h1").putNull("updated_at");
    known("{\"hypervisors\":[{\"id\":\"x\",\"hypervisor_hostname\":\"h1\"}]}", 500);

    assertThat(Reports.ofHosts(H1, api)).extracting(Condition::code).containsExactly("HostMute");
  }

  @Test
  void host_thatReportedBefore_isCalled_whateverPlacementKnows() {
    site.cloud.service("h1");
    site.cloud.inventories.remove("h1");
    known("{\"hypervisors\":[{\"id\":\"x\",\"hypervisor_hostname\":\"h1\"}]}", 500);

    assertThat(Reports.ofHosts(H1, api)).extracting(Condition::code).containsExactly("HostMute");
  }

  @Test
  void host_thatDoesNotReport_isSilent() {
    assertThat(Reports.ofHosts(H1, api)).extracting(Condition::code).containsExactly("HostSilent");
    site.cloud.service("h1");
    site.cloud.services.get("service-h1").put("state", "down");
    assertThat(Reports.ofHosts(H1, api)).extracting(Condition::code).containsExactly("HostSilent");
  }

  @Test
  void host_thatIsDisabled_isWell_andItsReasonIsTold() {
    site.cloud.service("h1");
    site.cloud.services.get("service-h1").put("status", "disabled").put("disabled_reason", "disk");
    known("{\"hypervisors\":[]}", 200);

    assertThat(Reports.ofHosts(H1, api))
        .containsExactly(Condition.healthy("HostDisabled", "h1 is disabled: disk"));
  }

  @Test
  void host_thatWaits_isNamedWithWhatToDo() {
    site.cloud.service("h1");
    site.cloud
        .services
        .get("service-h1")
        .put("status", "disabled")
        .put("disabled_reason", "New compute service disabled due to config option.");
    known("{\"hypervisors\":[]}", 200);

    assertThat(Reports.ofHosts(H1, api))
        .singleElement()
        .satisfies(c -> assertThat(c.code()).isEqualTo("HostWaits"))
        .satisfies(c -> assertThat(c.status()).isEqualTo(Status.DEGRADED))
        .satisfies(c -> assertThat(c.remedy()).contains("admit()"));
  }

  private static Pod pod(String role, String node) {
    return new PodBuilder(Fixture.agent("x", node, true))
        .editMetadata()
        .addToLabels(Manifests.ROLE, role)
        .endMetadata()
        .build();
  }

  /** A set with a pod on each node that has the label. */
  private static DaemonSet set(String role, String label) {
    return new DaemonSetBuilder()
        .withNewSpec()
        .withNewSelector()
        .addToMatchLabels(Manifests.ROLE, role)
        .endSelector()
        .withNewTemplate()
        .withNewSpec()
        .withNewAffinity()
        .withNewNodeAffinity()
        .withNewRequiredDuringSchedulingIgnoredDuringExecution()
        .addNewNodeSelectorTerm()
        .addNewMatchExpression()
        .withKey(label)
        .withOperator("Exists")
        .endMatchExpression()
        .endNodeSelectorTerm()
        .endRequiredDuringSchedulingIgnoredDuringExecution()
        .endNodeAffinity()
        .endAffinity()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  @Test
  void nodes_thatAreLabelled_andOfNoGroup_areNamed() {
    String label = "osplane.io/host.prod";
    List<DaemonSet> sets =
        List.of(
            set("controller", label), set("nova", label), set("libvirt", label), set("log", "x"));
    List<Pod> pods =
        List.of(
            pod("controller", "h1"),
            pod("controller", "h2"),
            pod("controller", "h3"),
            pod("nova", "h1"),
            pod("libvirt", "h2"),
            pod("log", "h4"));

    assertThat(HostPlaces.ofGroups(sets, pods, label))
        .singleElement()
        .satisfies(c -> assertThat(c.code()).isEqualTo("HostWithoutGroup"))
        .satisfies(c -> assertThat(c.message()).contains("node h3"))
        .satisfies(c -> assertThat(c.remedy()).contains(label));
    assertThat(HostPlaces.ofGroups(sets, pods, "osplane.io/host.other")).isEmpty();
  }

  @Test
  void node_thatIsAHostOfTwoComponents_isNamed() {
    Pod a = Fixture.agent("compute", "h1", true);
    Pod b = Fixture.agent("compute-b", "h1", true);

    assertThat(HostPlaces.ofDoubles(List.of(a, b)))
        .singleElement()
        .satisfies(c -> assertThat(c.message()).contains("h1", "[compute, compute-b]", "R59"));
    assertThat(HostPlaces.ofDoubles(List.of(a, a, Fixture.deleted(b)))).isEmpty();
  }

  private void known(String hypervisors, int status) {
    site.cloud.instead.put("GET nova/v2.1/os-hypervisors?", new Answer(200, Map.of(), hypervisors));
    site.cloud.instead.put("GET nova/v2.1/os-hypervisors/x", new Answer(status, Map.of(), "{}"));
  }
}
