package io.osplane.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.osplane.ComponentName;
import io.osplane.ControlPlane;
import io.osplane.Operation;
import io.osplane.error.RefusedException;
import io.osplane.plan.Plan;
import io.osplane.spi.Act;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComputeTest {
  private final FakeSite site = new FakeSite();
  private final FakeCloud nova = site.cloud;
  private final List<FakeFacet> facets = new ArrayList<>();
  private final ControlPlane cloud = FakeFacet.plane(site, facets);
  private final Compute compute = Compute.on(cloud);

  @BeforeEach
  void twoHosts() {
    for (String host : List.of("h1", "h2")) {
      nova.service(host);
      site.objects().add(Fixture.agent("compute", host, true));
    }
    nova.server("a", "h1", "ACTIVE");
    nova.server("b", "h1", "SHUTOFF");
  }

  static List<BiFunction<Compute, String, Operation>> verbs() {
    return List.of(
        Compute::enable, (c, host) -> c.disable(host, "x"), Compute::drain, Compute::remove);
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void verb_onAHostThatNovaDoesNotKnow_isRefusedAndNamesThoseThatItKnows(
      BiFunction<Compute, String, Operation> verb) {
    Operation operation = verb.apply(compute, "h3");

    RefusedException e = catchThrowableOfType(RefusedException.class, operation::plan);

    assertThat(e.problem()).contains("work on host h3", "Nova knows no such host");
    assertThat(e.remedy()).contains("[h1, h2]");
  }

  @Test
  void on_asksTheNovaThatIsNamed() {
    assertThat(facets).extracting(FakeFacet::component).containsExactly(Fixture.NOVA);
    assertThat(Compute.on(cloud, ComponentName.of("nova-edge")).hosts()).hasSize(2);

    assertThat(facets.get(1).component()).isEqualTo(ComponentName.of("nova-edge"));
  }

  @Test
  void hosts_areOfEveryGroup_andThoseWithoutALabel() {
    site.objects().set(1, Fixture.agent("compute-dpdk", "h2", true));
    nova.service("h3");

    assertThat(compute.hosts())
        .extracting(h -> h.name() + " " + h.isReady() + " " + h.takesServers())
        .containsExactly("h1 true true", "h2 true true", "h3 false false");
  }

  @Test
  void guests_areThoseOfTheHost() {
    assertThat(compute.guests("h1")).extracting(Guest::id).containsExactly("a", "b");
    assertThat(compute.guests("h3")).isEmpty();
  }

  @Test
  void disable_andThenEnable_saysSoToNova() {
    compute.disable("h1", "new fans").apply();
    assertThat(compute.hosts().get(0).reason()).isEqualTo("new fans");

    compute.enable("h1").apply();

    assertThat(compute.hosts().get(0).takesServers()).isTrue();
  }

  @Test
  void disable_withoutAReason_isRefused() {
    assertThatThrownBy(() -> compute.disable("h1", " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reason");
  }

  @Test
  void drain_movesWhatRuns_andLeavesWhatDoesNot() {
    compute.drain("h1").apply();

    assertThat(compute.guests("h1")).extracting(Guest::id).containsExactly("b");
    assertThat(compute.hosts().get(0).reason()).isEqualTo("osplane: drain");
    assertThat(facets.get(0).acts()).extracting(Act::name).containsExactly("placing", "move-a");
  }

  @Test
  void drain_whenServersMayBeShelved_emptiesTheHost() {
    compute.drain("h1", Moving.LIVE_OR_SHELVED).apply();

    assertThat(compute.guests("h1")).isEmpty();
    assertThat(compute.guests("elsewhere"))
        .extracting(g -> g.id() + " " + g.status())
        .containsExactly("a ACTIVE", "b SHUTOFF");
  }

  @Test
  void admit_enablesFakeHostsThatWait_andNoOthers() {
    site.objects().add(Fixture.fake("fake-hosts", 0));
    nova.service("fake-hosts-fake-0");
    nova.services
        .get("service-fake-hosts-fake-0")
        .put("status", "disabled")
        .put("disabled_reason", "New compute service disabled due to config option.");
    compute.disable("h2", "fans").apply();

    compute.admit().apply();

    assertThat(compute.hosts())
        .extracting(h -> h.name() + " " + h.isEnabled())
        .containsExactly("fake-hosts-fake-0 true", "h1 true", "h2 false");
    assertThat(facets.get(0).acts())
        .filteredOn(act -> act.name().startsWith("admit"))
        .extracting(Act::name)
        .containsExactly("admit-fake-hosts-fake-0");
  }

  @Test
  void drain_ofAHostThatAPersonDisabled_leavesTheirReason() {
    compute.disable("h1", "by hand").apply();

    compute.drain("h1").apply();

    assertThat(compute.hosts().get(0).reason()).isEqualTo("by hand");
  }

  @Test
  void remove_whileServersAreOnIt_isRefused() {
    assertThatThrownBy(() -> compute.remove("h1").plan())
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("name-of-b b");
  }

  @Test
  void hostThatAServerWasResizedFrom_isNotForgotten_andItsDrainSaysWhy() {
    nova.server("c", "h1", "VERIFY_RESIZE");
    nova.migrations.addFirst(
        FakeCloud.read("{'instance_uuid':'c','source_compute':'h2','status':'finished'}"));
    site.objects().remove(1);
    nova.services.get("service-h2").put("state", "down");

    assertThat(drainOf("h2")).contains("name-of-c (c) is on h1", "confirm or revert");
    assertThatThrownBy(() -> compute.remove("h2").plan())
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("name-of-c c");
    nova.migrations.getFirst().put("status", "confirmed");
    assertThat(drainOf("h2")).contains("h2").doesNotContain("name-of-c");
    compute.remove("h2").apply();
    assertThat(compute.hosts()).extracting(Host::name).containsExactly("h1");
  }

  /** What the first step of a drain says. */
  private String drainOf(String host) {
    List<Act> acts = facets.get(0).acts();
    acts.clear();
    Plan unused = compute.drain(host).plan();
    return acts.get(0).summary();
  }

  @Test
  void remove_whileItsNodeHasTheLabel_isRefused() {
    assertThatThrownBy(() -> compute.remove("h2").plan())
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("label");
  }

  @Test
  void remove_whileItsAgentReports_isRefused() {
    site.objects().remove(1);

    assertThatThrownBy(() -> compute.remove("h2").plan())
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("in a minute");
  }

  @Test
  void remove_whenNothingIsLeftOfIt_forgetsIt() {
    site.objects().remove(1);
    nova.services.get("service-h2").put("state", "down");

    compute.remove("h2").apply();

    assertThat(compute.hosts()).extracting(Host::name).containsExactly("h1");
  }
}
