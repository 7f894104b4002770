package io.osplane.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.osplane.spi.Manifests;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class HostBookTest {
  private final FakeSite site = new FakeSite();

  @Test
  void hosts_putPodsAndNovaAndPlacementTogether_sortedByName() {
    site.cloud.service("h2");
    site.cloud.service("h1");
    site.cloud.services.get("service-h2").put("status", "disabled").put("disabled_reason", "fan");

    assertThat(hosts(pod("h1", true), pod("h2", false)))
        .containsExactly(
            new Host("h1", true, true, true, "", OptionalInt.of(4)),
            new Host("h2", false, true, false, "fan", OptionalInt.of(4)));
  }

  @Test
  void hosts_withAServiceAndNoPod_areNotReady() {
    site.cloud.service("h1");

    assertThat(hosts()).containsExactly(new Host("h1", false, true, true, "", OptionalInt.of(4)));
  }

  @Test
  void hosts_withAPodAndNoService_doNotReportAndTakeNoServers() {
    List<Host> found = hosts(pod("h1", true));

    assertThat(found).containsExactly(new Host("h1", true, false, false, "", OptionalInt.empty()));
    assertThat(found.get(0).takesServers()).isFalse();
  }

  @Test
  void hosts_whosePodIsBeingDeleted_areWithoutIt() {
    site.cloud.service("h1");

    assertThat(hosts(Fixture.deleted(pod("h1", true))))
        .extracting(Host::isReady)
        .containsOnly(false);
    assertThat(hosts(Fixture.deleted(pod("h1", true)), pod("h1", true)))
        .extracting(Host::isReady)
        .containsOnly(true);
  }

  @Test
  void hosts_withAnOldPodBesideAReadyOne_areReady() {
    assertThat(hosts(pod("h1", true), pod("h1", false)))
        .extracting(Host::isReady)
        .containsExactly(true);
  }

  @Test
  void hosts_withoutAnInventoryOfProcessors_areNotKnownToPlacement() {
    site.cloud.service("h1");
    site.cloud.inventories.put("h1", "{'inventories':{}}");

    assertThat(hosts()).extracting(Host::processors).containsExactly(OptionalInt.empty());
  }

  @Test
  void agents_areNeitherOtherPodsNorThoseWithoutANodeOrAStatus() {
    Pod libvirt =
        new PodBuilder(pod("h1", true))
            .editMetadata()
            .addToLabels(Manifests.ROLE, "libvirt")
            .endMetadata()
            .build();
    Pod nowhere = new PodBuilder(pod("h2", true)).editSpec().withNodeName(null).endSpec().build();
    Pod young = new PodBuilder(pod("h3", true)).withStatus(null).build();

    assertThat(HostBook.agents(List.of(libvirt, nowhere, young)))
        .containsOnlyKeys("h3")
        .containsEntry("h3", false);
  }

  private List<Host> hosts(Pod... pods) {
    return HostBook.hosts(HostBook.agents(List.of(pods)), Fixture.api(site));
  }

  private static Pod pod(String node, boolean isReady) {
    return Fixture.agent("compute", node, isReady);
  }
}
