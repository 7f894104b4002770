package io.osplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodLifecycleTest extends WithCluster {
  private final List<String> steps = new ArrayList<>();
  private volatile boolean healthy = true;

  @Override
  SimulatedClusterBuilder configure(SimulatedClusterBuilder builder) {
    return builder
        .program(
            "recorder",
            c ->
                new DefaultProgram(c) {
                  @Override
                  public void start() {
                    steps.add(c.name());
                    super.start();
                  }
                })
        .program("crasher", c -> starting(() -> c.exit(1)))
        .program("reader", c -> starting(() -> steps.add(read(c))))
        .program(
            "probed",
            c ->
                new Program() {
                  @Override
                  public HttpReply http(HttpCall call) {
                    return HttpReply.of(healthy ? 200 : 500, "");
                  }

                  @Override
                  public Duration stop(Duration grace) {
                    steps.add("stop");
                    return Duration.ofHours(1);
                  }

                  @Override
                  public void kill() {
                    steps.add("kill");
                  }
                });
  }

  private static String read(Container c) {
    Optional<String> file = c.text("/etc/app/password");
    return c.env().get("NAME") + " " + file.orElse("nothing");
  }

  private static Program starting(Runnable action) {
    return new Program() {
      @Override
      public void start() {
        action.run();
      }
    };
  }

  private Pod run(PodSpecBuilder spec) {
    client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName("p")
                .endMetadata()
                .withSpec(spec.build())
                .build())
        .create();
    settle();
    return pod("p");
  }

  private static PodSpecBuilder spec(String image) {
    return new PodSpecBuilder(template("p", image).getSpec());
  }

  private List<String> reasons() {
    return client.v1().events().list().getItems().stream().map(Event::getReason).toList();
  }

  private static String waiting(Pod pod) {
    return pod.getStatus().getContainerStatuses().get(0).getState().getWaiting().getReason();
  }

  @Test
  void start_whenInitContainers_runsThemInOrderFirst() {
    Pod pod = run(spec("recorder:1").addToInitContainers(container("first"), container("second")));

    assertThat(steps).containsExactly("first", "second", "main");
    assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
  }

  private static io.fabric8.kubernetes.api.model.Container container(String name) {
    return new ContainerBuilder().withName(name).withImage("recorder:1").build();
  }

  @Test
  void run_whenProgramCrashes_backsOff() {
    Pod pod = run(spec("crasher"));

    assertThat(waiting(pod)).isEqualTo("CrashLoopBackOff");
    assertThat(pod.getStatus().getContainerStatuses().get(0).getRestartCount()).isGreaterThan(3);
    assertThat(reasons()).contains("BackOff");
  }

  @Test
  void run_whenImageCannotBePulled_waitsUntilItCan() {
    cluster.faults().breakImage("recorder");
    assertThat(waiting(run(spec("recorder:1")))).isEqualTo("ImagePullBackOff");

    cluster.faults().repairImage("recorder");
    cluster.clock().advance(Duration.ofMinutes(5));

    assertThat(pod("p").getStatus().getPhase()).isEqualTo("Running");
  }

  @Test
  void start_whenSecretIsMissing_waitsForIt() {
    Pod pod =
        run(
            spec("reader")
                .editFirstContainer()
                .addNewEnv()
                .withName("NAME")
                .withNewValueFrom()
                .withNewFieldRef()
                .withFieldPath("metadata.name")
                .endFieldRef()
                .endValueFrom()
                .endEnv()
                .addNewVolumeMount()
                .withName("s")
                .withMountPath("/etc/app")
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName("s")
                .withNewSecret()
                .withSecretName("s")
                .endSecret()
                .endVolume());
    assertThat(waiting(pod)).isEqualTo("ContainerCreating");
    assertThat(reasons()).contains("FailedMount");

    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("s")
                .endMetadata()
                .addToStringData(Map.of("password", "secret"))
                .build())
        .create();
    settle();

    assertThat(steps).containsExactly("p secret");
    assertThat(pod("p").getStatus().getPhase()).isEqualTo("Running");
  }

  private Pod probed(int livenessFailures) {
    return run(
        spec("probed")
            .editFirstContainer()
            .withNewReadinessProbe()
            .withNewHttpGet()
            .withNewPort(80)
            .endHttpGet()
            .endReadinessProbe()
            .withNewLivenessProbe()
            .withFailureThreshold(livenessFailures)
            .withNewHttpGet()
            .withNewPort(80)
            .endHttpGet()
            .endLivenessProbe()
            .endContainer());
  }

  private static boolean ready(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  @Test
  void probe_whenProgramTurnsBad_takesReadinessAwayUntilItRecovers() {
    assertThat(ready(probed(1000))).isTrue();

    healthy = false;
    cluster.clock().advance(Duration.ofSeconds(41));
    assertThat(ready(pod("p"))).isFalse();
    healthy = true;
    cluster.clock().advance(Duration.ofSeconds(30));

    assertThat(ready(pod("p"))).isTrue();
    assertThat(reasons()).contains("Unhealthy");
    assertThat(pod("p").getStatus().getContainerStatuses().get(0).getRestartCount()).isZero();
  }

  @Test
  void probe_whenLivenessFailsTooOften_restartsTheContainer() {
    probed(6);

    healthy = false;
    cluster.clock().advance(Duration.ofSeconds(75));

    assertThat(steps).contains("kill");
    assertThat(pod("p").getStatus().getContainerStatuses().get(0).getRestartCount()).isPositive();
  }

  @Test
  void delete_whenProgramIsSlow_killsItAfterTheGrace() {
    probed(6);
    Instant before = cluster.clock().now();

    client.pods().withName("p").withGracePeriod(45).delete();
    settle();

    assertThat(pod("p")).isNull();
    assertThat(steps).containsExactly("stop", "kill");
    assertThat(cluster.clock().now()).isAfterOrEqualTo(before.plusSeconds(45));
  }

  @Test
  void schedule_whenNoNodeMatches_saysWhy() {
    Pod pod = run(spec("recorder:1").addToNodeSelector("disk", "ssd"));

    assertThat(pod.getStatus().getPhase()).isEqualTo("Pending");
    assertThat(reasons()).contains("FailedScheduling");
    assertThat(pod.getStatus().getConditions().get(0).getMessage())
        .isEqualTo("0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector.");
  }
}
