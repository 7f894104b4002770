package io.osplane.sdn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.osplane.spi.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadinessTest {
  private static final List<String> SETS = List.of("ovn-openvswitch", "ovn-controller");
  private final Names names = Names.of(OvnSpec.of(3), Fixture.PLANE);
  private final FakeSite site = new FakeSite();

  @Test
  void members_whenAllAreNewAndReady_areMet() {
    site.objects().addAll(List.of(set("ovn-nb", 3, 3, 1), set("ovn-sb", 3, 3, 1)));

    assertThat(Readiness.members(names, site)).isEqualTo(Verdict.met());
  }

  @Test
  void members_whileOneIsOldOrNotReady_areCounted() {
    site.objects().addAll(List.of(set("ovn-nb", 3, 2, 1), set("ovn-sb", 2, 3, 1)));

    assertThat(Readiness.members(names, site))
        .isEqualTo(Verdict.notYet("4 of 6 members are new and serve", 4, 6));
  }

  @Test
  void members_beforeTheControllerSawTheChange_areNotMet() {
    site.objects().addAll(List.of(set("ovn-nb", 3, 3, 0), set("ovn-sb", 3, 3, 1)));

    assertThat(Readiness.members(names, site)).isInstanceOf(Verdict.NotYet.class);
  }

  @Test
  void serves_withAMajorityOfEachAndOneNorthd_isMet() {
    site.objects().addAll(List.of(set("ovn-nb", 2, 0, 1), set("ovn-sb", 2, 0, 1)));
    assertThat(Readiness.serves(names, site))
        .isEqualTo(Verdict.notYet("no pod of northd is ready"));

    site.objects().add(northd(1));
    assertThat(Readiness.serves(names, site)).isEqualTo(Verdict.met());
  }

  @Test
  void serves_withoutAMajority_isNotMet() {
    site.objects().addAll(List.of(set("ovn-nb", 2, 3, 1), set("ovn-sb", 1, 3, 1), northd(2)));

    assertThat(Readiness.serves(names, site))
        .isEqualTo(Verdict.notYet("1 members of ovn-sb serve"));
  }

  @Test
  void hosts_withOldSwitchesAndNewAgents_areMet() {
    site.objects().add(hosts("ovn-openvswitch", "OnDelete", 2, 0));
    site.objects().add(hosts("ovn-controller", "RollingUpdate", 2, 2));

    assertThat(Readiness.hosts(SETS, site)).isEqualTo(Verdict.met());
  }

  @Test
  void hosts_withAnOldAgent_areNotMet() {
    site.objects().add(hosts("ovn-openvswitch", "OnDelete", 1, 0));
    site.objects().add(hosts("ovn-controller", "RollingUpdate", 2, 1));

    assertThat(Readiness.hosts(SETS, site))
        .isEqualTo(
            Verdict.notYet(
                "ovn-openvswitch is ready on 1 of 2 hosts; ovn-controller is ready on 1 of 2"
                    + " hosts"));
  }

  @Test
  void hosts_withoutTheirDaemonSet_areNotMet() {
    assertThat(Readiness.hosts(List.of("ovn-controller"), site))
        .isEqualTo(Verdict.notYet("DaemonSet ovn-controller is not there"));
  }

  private static HasMetadata set(String name, int ready, int updated, long observed) {
    return new StatefulSetBuilder()
        .withNewMetadata()
        .withName(name)
        .withGeneration(1L)
        .endMetadata()
        .withNewSpec()
        .withReplicas(3)
        .endSpec()
        .withNewStatus()
        .withReadyReplicas(ready)
        .withUpdatedReplicas(updated)
        .withObservedGeneration(observed)
        .endStatus()
        .build();
  }

  private static HasMetadata northd(int ready) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName("ovn-northd")
        .endMetadata()
        .withNewSpec()
        .withReplicas(2)
        .endSpec()
        .withNewStatus()
        .withReadyReplicas(ready)
        .endStatus()
        .build();
  }

  private static HasMetadata hosts(String name, String update, int ready, int updated) {
    return new DaemonSetBuilder()
        .withNewMetadata()
        .withName(name)
        .withGeneration(1L)
        .endMetadata()
        .withNewSpec()
        .withNewUpdateStrategy()
        .withType(update)
        .endUpdateStrategy()
        .endSpec()
        .withNewStatus()
        .withDesiredNumberScheduled(2)
        .withNumberReady(ready)
        .withUpdatedNumberScheduled(updated)
        .withObservedGeneration(1L)
        .endStatus()
        .build();
  }
}
