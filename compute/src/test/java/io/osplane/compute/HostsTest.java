package io.osplane.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.osplane.error.Violation;
import io.osplane.health.Condition;
import io.osplane.plan.Phase;
import io.osplane.service.ApiService;
import io.osplane.spi.Apply;
import io.osplane.spi.Await;
import io.osplane.spi.Claim;
import io.osplane.spi.Needs;
import io.osplane.spi.Task;
import io.osplane.spi.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {
  private static final ComputeSpec SPEC = ComputeSpec.defaults();
  private final Hosts hosts = new Hosts();

  @ParameterizedTest
  @ValueSource(strings = {"dpdk", "rack-1", "A", "a.b_c-D9"})
  void group_whenAValueOfALabel_isFine(String group) {
    assertThat(hosts.validate(SPEC.withGroup(group), Fixture.PLANE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-a",
        "a.",
        "the rack",
        "{nova}",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void group_whenNone_isRefused(String group) {
    assertThat(hosts.validate(SPEC.withGroup(group), Fixture.PLANE))
        .extracting(Violation::path)
        .containsExactly("group");
  }

  @Test
  void options_thatTheReleaseDoesNotKnow_areRefused() {
    assertThat(hosts.validate(SPEC.withOption("DEFAULT", "debug", "true"), Fixture.PLANE))
        .isEmpty();
    assertThat(hosts.validate(SPEC.withOption("DEFAULT", "debug", "perhaps"), Fixture.PLANE))
        .isNotEmpty();
  }

  @Test
  void claims_areAnAccountOfItsOwnAndThePlaceInTheCell() {
    List<Claim<?>> claims = hosts.claims(SPEC.withNova("nova-edge"), Fixture.PLANE);

    assertThat(claims)
        .extracting(c -> c.capability() + " " + c.name())
        .containsExactly(
            "MESSAGING compute",
            "NETWORK compute",
            "VOLUMES compute",
            "IDENTITY compute",
            "CELL compute");
    assertThat(claims.get(0).toString()).contains("nova-edge");
    assertThat(claims.get(1).isOptional()).as("guests without network are guests").isTrue();
    assertThat(claims.get(2).isOptional()).as("a cloud without volumes is one").isTrue();
    assertThat(claims.get(4).from()).contains(SPEC.withNova("nova-edge").nova());
  }

  @Test
  void hosts_takeOptionsOfTheNetworkBackEnd_andNothingElseOfIt() {
    Apply config = Fixture.task(fresh(SPEC), ApiService.CONFIG, Apply.class);
    Apply servers = Fixture.task(fresh(SPEC), ApiService.SERVERS, Apply.class);

    assertThat(config.objects().toString())
        .contains("vif_plugging_is_fatal = false")
        .doesNotContain("acme");
    assertThat(servers.objects().toString()).doesNotContain("acme");
  }

  @Test
  void recipe_waitsAtLastUntilServersCanBePlaced() {
    List<Task> tasks = fresh(SPEC);
    Await arrival = Fixture.task(tasks, "arrival", Await.class);

    assertThat(tasks).extracting(Task::name).endsWith("arrival", "admission");
    assertThat(arrival.needs()).isEqualTo(Needs.tasks(ApiService.READY));
    assertThat(arrival.grace()).as("a host that is down is no reason to stop").isPresent();
    assertThat(arrival.what()).contains("compute");
  }

  @Test
  void arrival_isJudgedByItsOwnHosts() {
    FakeSite site = new FakeSite();
    site.objects().add(Fixture.agent("compute", "h1", true));
    Await arrival = Fixture.task(fresh(SPEC), "arrival", Await.class);

    assertThat(arrival.judge().apply(site)).isInstanceOf(Verdict.NotYet.class);
    site.cloud.service("h1");
    assertThat(arrival.judge().apply(site)).isEqualTo(Verdict.met());
  }

  @Test
  void recipe_ofAChange_waitsInThePhaseOfThePods() {
    List<Task> tasks =
        hosts.recipe(
            Fixture.change(Optional.of(SPEC), Optional.of(SPEC.withVirtType(VirtType.QEMU))));

    assertThat(Fixture.task(tasks, ApiService.SERVERS, Task.class).phase()).isEqualTo(Phase.FOLLOW);
    assertThat(Fixture.task(tasks, "arrival", Task.class).phase()).isEqualTo(Phase.FOLLOW);
  }

  @Test
  void recipe_ofARemoval_isEmpty() {
    assertThat(hosts.recipe(Fixture.change(Optional.of(SPEC), Optional.empty()))).isEmpty();
  }

  @Test
  void servers_waitForTheCell() {
    Needs needs = Fixture.task(fresh(SPEC), ApiService.SERVERS, Task.class).needs();

    assertThat(needs.claims()).extracting(Claim::name).containsExactly("compute");
    assertThat(needs.tasks()).contains(ApiService.CONFIG);
  }

  /** Else guests could not go from one group to another. */
  @Test
  void authority_isTheSameForAllGroups_andMadeByNova() {
    for (String name : List.of("compute", "compute-b")) {
      Apply config =
          Fixture.task(
              fresh(SPEC.named(name).withNova("nova-edge")), ApiService.CONFIG, Apply.class);
      assertThat(config.secrets())
          .filteredOn(secret -> secret.name().equals(name + "-authority-given"))
          .singleElement()
          .satisfies(s -> assertThat(s.sources()).containsExactly("nova-edge-authority"));
    }
    assertThat(new Nova().recipe(Fixture.fresh(new Nova().defaults())))
        .extracting(Task::name)
        .contains("nova-authority");
  }

  @Test
  void libvirt_readsTheAuthority_andNovasAgentDoesNot() {
    assertThat(mounts("compute-libvirt")).contains("/osplane/secrets/authority");
    assertThat(mounts("compute-nova")).noneMatch(path -> path.contains("authority"));
  }

  @Test
  void virtType_tellsWhatMakesTheProcessor() {
    assertThat(config(SPEC)).contains("virt_type = kvm", "cpu_mode = host-model");
    assertThat(config(ComputeSpec.of(VirtType.QEMU)))
        .contains("virt_type = qemu", "cpu_mode = none", "hw_machine_type = x86_64=pc");
  }

  @Test
  void group_whenGiven_choosesTheNodes() {
    assertThat(set(SPEC.withGroup("dpdk"), "compute-nova").getSpec().getTemplate().toString())
        .contains("osplane.io/host.prod", "operator=In", "[dpdk]");
  }

  @Test
  void probe_whereNothingRuns_findsNothingHealthy() {
    assertThat(hosts.probe(SPEC, new FakeSite())).extracting(Condition::status).isNotEmpty();
  }

  @Test
  void kind_isThatOfItsSpec() {
    assertThat(hosts.kind()).isEqualTo(SPEC.kind());
    assertThat(hosts.specType()).isEqualTo(ComputeSpec.class);
    assertThat(new ComputeComponents().components())
        .extracting(c -> c.kind())
        .containsExactly("placement", "nova", "compute", "fake-hosts");
  }

  private List<Task> fresh(ComputeSpec spec) {
    return hosts.recipe(Fixture.fresh(spec));
  }

  private List<String> mounts(String name) {
    return set(SPEC, name)
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .get(0)
        .getVolumeMounts()
        .stream()
        .map(VolumeMount::getMountPath)
        .toList();
  }

  private DaemonSet set(ComputeSpec spec, String name) {
    return Fixture.task(fresh(spec), ApiService.SERVERS, Apply.class).objects().stream()
        .filter(o -> o.getMetadata().getName().equals(name))
        .map(DaemonSet.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private String config(ComputeSpec spec) {
    return Fixture.task(fresh(spec), ApiService.CONFIG, Apply.class).objects().stream()
        .filter(ConfigMap.class::isInstance)
        .map(o -> ((ConfigMap) o).getData().getOrDefault("nova.conf", ""))
        .reduce("", String::concat);
  }
}
