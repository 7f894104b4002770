package io.osplane.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.osplane.ComponentName;
import io.osplane.error.RefusedException;
import io.osplane.error.Violation;
import io.osplane.health.Condition;
import io.osplane.plan.Phase;
import io.osplane.plan.Undo;
import io.osplane.service.ApiService;
import io.osplane.spi.Act;
import io.osplane.spi.Apply;
import io.osplane.spi.CellClaim;
import io.osplane.spi.Claim;
import io.osplane.spi.Member.Answer;
import io.osplane.spi.Needs;
import io.osplane.spi.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FakeHostsTest {
  private static final FakeHostsSpec SPEC = FakeHostsSpec.of(50);
  private static final ComponentName NAME = ComponentName.of("fake-hosts");
  private final FakeHosts hosts = new FakeHosts();
  private final FakeSite site = new FakeSite();

  private static List<Task> shrinking(FakeHostsSpec before, FakeHostsSpec after) {
    return new FakeHosts().recipe(Fixture.change(Optional.of(before), Optional.of(after)));
  }

  private StatefulSet set(FakeHostsSpec spec) {
    return Fixture.task(hosts.recipe(Fixture.fresh(spec)), ApiService.SERVERS, Apply.class)
        .objects()
        .stream()
        .map(StatefulSet.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private String config(FakeHostsSpec spec) {
    return Fixture.task(hosts.recipe(Fixture.fresh(spec)), ApiService.CONFIG, Apply.class)
        .objects()
        .stream()
        .filter(ConfigMap.class::isInstance)
        .map(o -> ((ConfigMap) o).getData().getOrDefault("nova.conf", ""))
        .reduce("", String::concat);
  }

  private void given(int count) {
    for (int i = 0; i < count; i++) {
      site.cloud.service("fake-hosts-fake-" + i);
      site.objects().add(Fixture.fake("fake-hosts", i));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 50, 1000})
  void replicas_thatCanBe_areFine(int replicas) {
    assertThat(hosts.validate(FakeHostsSpec.of(replicas), Fixture.PLANE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1001})
  void replicas_thatCannotBe_areRefused(int replicas) {
    assertThat(hosts.validate(FakeHostsSpec.of(replicas), Fixture.PLANE))
        .extracting(Violation::path)
        .containsExactly("replicas");
  }

  @Test
  void driver_thatNeedsAHypervisor_isRefused_andAnotherFakeOneIsNot() {
    assertThat(violations("libvirt.LibvirtDriver"))
        .extracting(Violation::rule)
        .containsExactly("R60");
    assertThat(violations("fake.FakeLiveMigrateDriver")).isEmpty();
  }

  @Test
  void name_thatAllWouldHave_isRefused() {
    assertThat(hosts.validate(SPEC.withOption("DEFAULT", "host", "fake"), Fixture.PLANE))
        .extracting(Violation::path, Violation::rule)
        .containsExactly(tuple("config[DEFAULT][host]", "R30"));
  }

  private List<Violation> violations(String driver) {
    return hosts.validate(SPEC.withOption("DEFAULT", "compute_driver", driver), Fixture.PLANE);
  }

  @Test
  void set_hasAHostForEachPod_withoutPrivilegesAndVolumes() {
    StatefulSet set = set(SPEC);
    Container agent = set.getSpec().getTemplate().getSpec().getContainers().get(0);

    assertThat(set.getMetadata().getName()).isEqualTo("fake-hosts-fake");
    assertThat(set.getSpec().getReplicas()).isEqualTo(50);
    assertThat(set.getSpec().getPodManagementPolicy()).isEqualTo("Parallel");
    assertThat(set.getSpec().getVolumeClaimTemplates()).isEmpty();
    assertThat(set.getSpec().getTemplate().getSpec().getHostNetwork()).isNull();
    assertThat(agent.getSecurityContext().getPrivileged()).isNull();
    assertThat(agent.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(agent.getCommand().get(2)).contains("/var/lib/nova/compute_id", "import fixtures");
  }

  @Test
  void config_hasTheDriverThatKeepsItsIdentity_unlessAnotherIsSaid() {
    assertThat(config(SPEC)).contains("compute_driver = fake.FakeDriverWithoutFakeNodes");
    assertThat(config(SPEC.withOption("DEFAULT", "compute_driver", "fake.MediumFakeDriver")))
        .contains("compute_driver = fake.MediumFakeDriver");
  }

  @Test
  void claims_areThoseOfHosts() {
    assertThat(hosts.claims(SPEC.named("scale").withNova("nova-edge"), Fixture.PLANE))
        .extracting(c -> c.capability() + " " + c.name())
        .containsExactly("MESSAGING scale", "IDENTITY scale", "CELL scale");
  }

  @Test
  void recipe_ofNewHostsAndOfMore_evictsNobody() {
    assertThat(hosts.recipe(Fixture.fresh(SPEC))).extracting(Task::name).doesNotContain("eviction");
    assertThat(shrinking(SPEC, SPEC.withReplicas(60)))
        .extracting(Task::name)
        .doesNotContain("eviction", "oblivion")
        .endsWith("arrival", "admission");
  }

  @Test
  void recipe_ofFewer_emptiesBeforeThePodsEnd_andForgetsAfterwards() {
    List<Task> tasks = shrinking(SPEC, SPEC.withReplicas(10));

    assertThat(Fixture.task(tasks, ApiService.SERVERS, Task.class).needs().tasks())
        .contains("eviction");
    assertThat(Fixture.task(tasks, ApiService.SERVERS, Task.class).needs().claims())
        .extracting(Claim::name)
        .contains("fake-hosts");
    assertThat(Fixture.task(tasks, "oblivion", Act.class).phase()).isEqualTo(Phase.CONTRACT);
    assertThat(Fixture.task(tasks, "oblivion", Act.class).needs())
        .isEqualTo(Needs.tasks(ApiService.READY));
    assertThat(Fixture.task(tasks, "eviction", Act.class).undo()).isEqualTo(Undo.REAPPLY);
    assertThat(
            Fixture.task(
                    shrinking(SPEC, SPEC.withReplicas(10).withDeparture(Departure.WITH_SERVERS)),
                    "eviction",
                    Act.class)
                .undo())
        .isEqualTo(Undo.NEVER);
  }

  @Test
  void recipe_ofARemoval_emptiesFirst_andNovaForgetsLast() {
    List<Task> tasks = hosts.recipe(Fixture.change(Optional.of(SPEC), Optional.empty()));
    assertThat(tasks)
        .extracting(t -> t.phase() + " " + t.name())
        .containsExactly("CONTRACT eviction");

    List<Task> retirement =
        new Nova()
            .provide(CellClaim.of("fake-hosts", Fixture.NOVA), new Nova().defaults(), Fixture.PLANE)
            .retirement();
    assertThat(retirement)
        .extracting(t -> t.phase() + " " + t.name())
        .containsExactly("CONTRACT oblivion-fake-hosts");
  }

  @Test
  void eviction_withServers_isRefused_andNothingIsChanged() {
    given(3);
    site.cloud.server("a", "fake-hosts-fake-2", "ACTIVE");
    Eviction eviction = new Eviction(NAME, 1, Departure.WHEN_EMPTY);

    assertThat(eviction.isSo(site)).isFalse();
    assertThatThrownBy(() -> eviction.makeSo(site))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("name-of-a on fake-hosts-fake-2")
        .hasMessageContaining("WITH_SERVERS");
    assertThat(site.cloud.services.values())
        .allMatch(s -> s.path("status").asText().equals("enabled"));
  }

  @Test
  void eviction_ofEmptyHosts_closesThoseThatGo_andNoOthers() throws Exception {
    given(3);
    site.cloud.service("node7");
    Eviction eviction = new Eviction(NAME, 1, Departure.WHEN_EMPTY);

    eviction.makeSo(site);

    assertThat(eviction.isSo(site)).isTrue();
    assertThat(site.cloud.services.values())
        .filteredOn(s -> s.path("status").asText().equals("disabled"))
        .extracting(s -> s.path("host").asText())
        .containsExactly("fake-hosts-fake-1", "fake-hosts-fake-2");
  }

  @Test
  void eviction_whenAServerComesAtTheLastMoment_opensTheHostsAgain() {
    given(2);
    site.cloud.onRequest =
        request -> {
          if (request.startsWith("PUT")) {
            site.cloud.server("late", "fake-hosts-fake-1", "BUILD");
          }
        };

    assertThatThrownBy(() -> new Eviction(NAME, 1, Departure.WHEN_EMPTY).makeSo(site))
        .isInstanceOf(RefusedException.class);
    assertThat(site.cloud.services.values())
        .allMatch(s -> s.path("status").asText().equals("enabled"));
  }

  @Test
  void eviction_withServersThatMayGo_deletesThem() throws Exception {
    given(2);
    site.cloud.server("a", "fake-hosts-fake-1", "ACTIVE");
    site.cloud.server("b", "fake-hosts-fake-0", "ACTIVE");
    Eviction eviction = new Eviction(NAME, 1, Departure.WITH_SERVERS);

    eviction.makeSo(site);

    assertThat(site.cloud.servers).containsOnlyKeys("b");
    assertThat(eviction.isSo(site)).isTrue();
  }

  @Test
  void oblivion_waitsForThePods_andForgetsThoseThatWent() throws Exception {
    given(2);
    Pod last = (Pod) site.objects().get(1);
    site.cloud.turns.add(() -> site.objects().remove(last));
    Act act = Oblivion.ofFewer(NAME, 1);
    assertThat(act.action().isSo(site)).isFalse();

    act.action().makeSo(site);

    assertThat(site.waits()).singleElement().asString().contains("fake-hosts-fake-1");
    assertThat(site.cloud.services).containsOnlyKeys("service-fake-hosts-fake-0");
    assertThat(act.action().isSo(site)).isTrue();
  }

  @Test
  void members_areToldByTheirWholeName() {
    Members members = new Members(NAME, 2);

    assertThat(members.includes("fake-hosts-fake-2")).isTrue();
    assertThat(List.of("fake-hosts-fake-1", "fake-hosts-fake-x", "fake-hosts-fake-", "node2"))
        .noneMatch(members::includes);
    assertThat(new Members(ComponentName.of("fake"), 0).includes("fake-hosts-fake-2")).isFalse();
  }

  @Test
  void probe_asksWhetherAgentsReport_andCallsNone() {
    given(2);
    site.cloud.services.get("service-fake-hosts-fake-1").put("state", "down");

    assertThat(hosts.probe(SPEC, site)).extracting(Condition::code).contains("HostSilent");
    assertThat(site.cloud.requests).noneMatch(r -> r.contains("os-hypervisors"));
    site.cloud.instead.put("GET nova", new Answer(503, Map.of(), ""));
    assertThat(hosts.probe(SPEC, site)).extracting(Condition::code).contains("NotAsked");
  }

  @Test
  void probe_whereNovaKnowsMoreThanTheSpecHas_namesThem() {
    given(2);

    assertThat(hosts.probe(FakeHostsSpec.of(1), site))
        .filteredOn(c -> c.code().equals("HostLeft"))
        .singleElement()
        .satisfies(c -> assertThat(c.remedy()).contains("remove(\"fake-hosts-fake-1\")"));
  }

  @Test
  void probe_whereAFakeHostIsCalledLikeANodeThatIsAHost_saysSo() {
    given(1);
    site.objects().add(Fixture.agent("compute", "fake-hosts-fake-0", true));
    assertThat(hosts.probe(SPEC, site))
        .filteredOn(c -> c.code().equals("HostTwice"))
        .singleElement()
        .satisfies(c -> assertThat(c.message()).contains("fake-hosts-fake-0", "R60"));
  }
}
