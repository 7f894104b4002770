package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Execution;
import io.osplane.compute.ComputeSpec;
import io.osplane.compute.FakeHostsSpec;
import io.osplane.compute.Host;
import io.osplane.error.OsplaneException;
import io.osplane.event.StepFinished;
import io.osplane.galera.Galera;
import io.osplane.health.Status;
import io.osplane.plan.Phase;
import io.osplane.plan.Plan;
import io.osplane.plan.Step;
import io.osplane.rabbitmq.RabbitMq;
import io.osplane.service.ApiServiceSpec;
import io.osplane.spi.Act;
import io.osplane.spi.Capability;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.ComponentSource;
import io.osplane.spi.Generate;
import io.osplane.spi.Provision;
import io.osplane.spi.Task;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every account of a cloud that goes on is replaced, at once and cut off in the middle. */
@Timeout(600)
class SimulatedEpochsTest {
  private static final Map<Capability<?>, Component<?>> PROVIDERS =
      Map.of(
          Capability.DATABASE, new Galera(),
          Capability.MESSAGING, new RabbitMq(),
          Capability.IDENTITY, new Keystone());
  private HostCloud site;
  private ControlPlane cloud;

  private static ControlPlaneSpec spec(int epoch) {
    ControlPlaneSpec first =
        HostCloud.spec(
            OpenStack.nova(1), ComputeSpec.defaults(), FakeHostsSpec.of(1), OpenStack.heat(1));
    ControlPlaneSpec.Builder all = first.toBuilder();
    first.components().forEach(component -> all.component(rotated(component, epoch)));
    return all.build();
  }

  private static ComponentSpec rotated(ComponentSpec spec, int epoch) {
    if (spec instanceof ComputeSpec hosts) {
      return hosts.withEpoch(epoch);
    }
    if (spec instanceof FakeHostsSpec hosts) {
      return hosts.withEpoch(epoch);
    }
    return spec instanceof ApiServiceSpec service ? service.withEpoch(epoch) : spec;
  }

  @BeforeEach
  void deploy() {
    site = new HostCloud(spec(1), Map.of("node1", "default"));
    cloud = site.cloud;
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void epoch_raised_replacesEveryAccountInOnePlan_addingBeforeMovingBeforeRetiring() {
    Plan plan = cloud.deploy(spec(2)).plan();

    assertThat(plan.steps().stream().map(Step::phase).distinct())
        .containsExactly(Phase.EXPAND, Phase.FOLLOW, Phase.CONTRACT);
    for (String service : List.of("heat", "neutron", "nova", "placement")) {
      assertThat(plan.steps()).extracting(Step::id).contains("galera/database-" + service + ".2");
      Step retired = step(plan, "galera/retire-" + service);
      assertThat(retired.phase()).isEqualTo(Phase.CONTRACT);
      assertThat(retired.after()).contains(service + "/ready");
      assertThat(step(plan, service + "/servers").after())
          .contains(service + "/schema", "keystone/identity-" + user(service));
    }
    for (String host : List.of("compute", "fake-hosts")) {
      assertThat(step(plan, host + "/servers").after())
          .contains("rabbitmq/account-" + host + ".2", "keystone/identity-" + host + ".2");
      assertThat(step(plan, "rabbitmq/retire-" + host).after()).contains(host + "/arrival");
    }
    assertThat(plan.pointOfNoReturn()).isEmpty();
    assertThat(plan.describe()).doesNotContain("unlist-");
  }

  private static String user(String service) {
    return service.equals("heat") ? service : service + ".2";
  }

  private static Step step(Plan plan, String id) {
    return plan.steps().stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void epoch_raised_isThatOfEveryConsumer_andNothingOfTheFormerIsLeft() {
    cloud.deploy(spec(2)).apply();

    assertEpoch(2, 1);
    assertWorks();
    assertThat(cloud.deploy(spec(2)).plan().isEmpty()).isTrue();
    site.cluster.audit().clear();
    cloud.deploy(spec(2)).apply();
    assertThat(site.cluster.audit().writes())
        .as("of objects")
        .noneMatch(r -> List.of("secrets", "configmaps", "deployments").contains(r.resource()));
  }

  @Test
  void epoch_ofOneService_touchesNoOther() {
    ControlPlaneSpec one = spec(1).withComponent(OpenStack.placement(1).withEpoch(5));

    Plan plan = cloud.deploy(one).plan();
    assertThat(plan.steps())
        .filteredOn(step -> !step.summary().startsWith("Wait until"))
        .extracting(Step::id)
        .filteredOn(id -> !id.startsWith("placement/"))
        .containsExactlyInAnyOrder(
            "galera/galera-placement.5",
            "galera/database-placement.5",
            "galera/retire-placement",
            "keystone/keystone-user-placement.5",
            "keystone/identity-placement.5",
            "keystone/retire-placement",
            "osplane/prune");
    cloud.deploy(one).apply(plan);

    assertWorks();
  }

  /**
   * A pod that starts again at any time finds accounts that are valid, without a program of ours.
   */
  @Test
  void epoch_raised_whenItIsCutOff_leavesACloudThatRestarts_andIsGoneOnWith() {
    List<String> ends =
        List.of(
            "nova/config",
            "galera/database-nova.E",
            "keystone/identity-nova.E",
            "nova/servers",
            "keystone/retire-nova.F");
    for (int i = 0; i < ends.size(); i++) {
      int epoch = i + 2;
      String end =
          ends.get(i).replace("E", epoch + "").replace(".F", i == 0 ? "" : "." + (epoch - 1));

      cutOff(spec(epoch), end);
      restart("nova", "neutron", "placement", "fake-hosts");
      cloud.deploy(spec(epoch)).apply();

      assertEpoch(epoch, epoch - 1);
      assertWorks();
    }
  }

  @Test
  void epoch_raised_whenItIsCutOff_canBeTakenBack() {
    for (String end : List.of("nova/config", "nova/servers", "keystone/retire-nova")) {
      cutOff(spec(2), end);

      cloud.deploy(spec(1)).apply(cloud.deploy(spec(1)).plan());

      assertEpoch(1, 2);
      assertWorks();
      assertThat(cloud.deploy(spec(1)).plan().isEmpty()).isTrue();
    }
  }

  /** Carries a deployment out up to the end of a step. */
  private void cutOff(ControlPlaneSpec spec, String last) {
    CompletableFuture<Boolean> started = new CompletableFuture<>();
    AtomicReference<Execution> running = new AtomicReference<>();
    try (var unused =
        cloud
            .events()
            .on(
                StepFinished.class,
                finished -> {
                  if (finished.step().id().equals(last)) {
                    assertThat(started.join()).isTrue();
                    running.get().cancel();
                  }
                })) {
      running.set(cloud.deploy(spec).start());
      assertThat(started.complete(true)).isTrue();
      assertThatThrownBy(() -> running.get().await()).isInstanceOf(OsplaneException.class);
    }
  }

  private void restart(String... components) {
    site.cluster.clock().settle();
    for (String component : components) {
      site.pods(component).stream()
          .filter(pod -> !isOver(pod))
          .forEach(pod -> site.admin.resource(pod).withGracePeriod(0).delete());
    }
    site.cluster.clock().settle();
    for (String component : components) {
      assertThat(site.pods(component))
          .filteredOn(pod -> !isOver(pod))
          .isNotEmpty()
          .allMatch(SimulatedEpochsTest::isReady);
    }
    assertThat(tenant().boot("between", "fake-hosts-fake-0")).isNotEmpty();
  }

  /** Who logs in anew: a token ends within an hour, and much happens in one. */
  private SimulatedTenant tenant() {
    return new SimulatedTenant(site.cluster, site.admin, cloud.access());
  }

  private static boolean isOver(Pod pod) {
    return pod.getStatus().getPhase().equals("Succeeded");
  }

  private static boolean isReady(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  private void assertWorks() {
    assertThat(cloud.health().status()).as(cloud.health().describe()).isEqualTo(Status.HEALTHY);
    assertThat(site.compute.hosts()).hasSize(2).allMatch(Host::takesServers);
    SimulatedTenant tenant = tenant();
    String server = tenant.boot("guest", "fake-hosts-fake-0");
    assertThat(tenant.status(server)).isEqualTo("ACTIVE");
  }

  /** All accounts are of one epoch, in what answers claims and in what pods read. */
  private void assertEpoch(int epoch, int former) {
    List<Claim<?>> now = claims(epoch);
    List<Claim<?>> before = claims(former);
    assertThat(now).hasSize(5 + 5 + 6);
    for (int i = 0; i < now.size(); i++) {
      Claim<?> claim = now.get(i);
      assertThat(isServed(claim)).as("%s", claim).isTrue();
      assertThat(isServed(before.get(i))).as("%s", before.get(i)).isFalse();
      assertThat(isRetired(before.get(i)))
          .as("%s", before.get(i))
          .isEqualTo(!claim.account().equals(before.get(i).account()));
      Provision<?> gone = provision(before.get(i));
      assertThat(gone.tasks())
          .filteredOn(Generate.class::isInstance)
          .allMatch(made -> secret(((Generate) made).secret()).isEmpty());
    }
    for (String name : List.of("nova", "neutron", "placement", "compute", "fake-hosts", "heat")) {
      assertThat(secret(Claim.inEpoch(name + "-config", former))).isEmpty();
      assertThat(secret(Claim.inEpoch(name + "-config", epoch)).orElseThrow())
          .contains(Claim.inEpoch(name.replace('-', name.equals("fake-hosts") ? '-' : '_'), epoch));
      assertThat(site.pods(name))
          .filteredOn(pod -> !isOver(pod))
          .noneMatch(pod -> reads(pod, Claim.inEpoch(name + "-config", former)));
    }
  }

  private static boolean reads(Pod pod, String secret) {
    return pod.getSpec().getVolumes().stream()
        .anyMatch(v -> v.getSecret() != null && v.getSecret().getSecretName().equals(secret));
  }

  private Optional<String> secret(String name) {
    Secret found = site.admin.secrets().inNamespace("cloud").withName(name).get();
    return Optional.ofNullable(found)
        .map(
            secret ->
                secret.getData().values().stream()
                    .map(v -> new String(Base64.getDecoder().decode(v), StandardCharsets.UTF_8))
                    .reduce("", String::concat));
  }

  private static List<Claim<?>> claims(int epoch) {
    return spec(epoch).components().stream()
        .flatMap(component -> claims(component).stream())
        .filter(claim -> PROVIDERS.containsKey(claim.capability()))
        .<Claim<?>>map(claim -> claim)
        .toList();
  }

  private static List<Claim<?>> claims(ComponentSpec spec) {
    return ServiceLoader.load(ComponentSource.class).stream()
        .flatMap(source -> source.get().components().stream())
        .filter(component -> component.kind().equals(spec.kind()))
        .findFirst()
        .map(component -> claims(component, spec))
        .orElseThrow();
  }

  private static <S extends ComponentSpec> List<Claim<?>> claims(
      Component<S> component, ComponentSpec spec) {
    return component.claims(component.specType().cast(spec), Given.PLANE);
  }

  private boolean isServed(Claim<?> claim) {
    Provision<?> provision = provision(claim);
    boolean hasSecrets =
        provision.tasks().stream()
            .filter(Generate.class::isInstance)
            .allMatch(task -> secret(((Generate) task).secret()).isPresent());
    return hasSecrets && areSo(claim, provision.tasks());
  }

  private boolean isRetired(Claim<?> claim) {
    return areSo(
        claim,
        provision(claim).retirement().stream()
            .filter(task -> task.name().startsWith("retire-"))
            .toList());
  }

  private boolean areSo(Claim<?> claim, List<Task> tasks) {
    ComponentName provider = ComponentName.of(PROVIDERS.get(claim.capability()).kind());
    return cloud
        .facet(provider)
        .look(
            (spec, probe) ->
                tasks.stream()
                    .filter(Act.class::isInstance)
                    .allMatch(task -> ((Act) task).action().isSo(probe)));
  }

  private Provision<?> provision(Claim<?> claim) {
    return provision(PROVIDERS.get(claim.capability()), claim);
  }

  private <S extends ComponentSpec> Provision<?> provision(Component<S> provider, Claim<?> claim) {
    return cloud
        .facet(ComponentName.of(provider.kind()))
        .look(
            (spec, probe) ->
                provider.provide(claim, provider.specType().cast(spec), probe.plane()));
  }
}
