package io.osplane.testkit.fidelity;

import static io.osplane.testkit.fidelity.Site.CORE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What a pod's status says of how it is. */
interface PodScenarios extends OnSite {
  List<String> BACK_OFFS = List.of("10s", "20s", "40s", "1m20s", "2m40s", "5m0s");

  private void create(String spec) {
    Reply made = site().post(CORE, "pods", Pods.pod("p", spec));
    assertThat(made.code()).as(made.message()).isEqualTo(201);
  }

  private JsonNode await(Predicate<JsonNode> condition) {
    return site().await(CORE, "pods/p", p -> p != null && condition.test(p));
  }

  private static JsonNode main(JsonNode pod) {
    return pod.at("/status/containerStatuses/0");
  }

  private static List<String> conditions(JsonNode pod) {
    List<String> all = new ArrayList<>();
    for (JsonNode c : pod.at("/status/conditions")) {
      all.add(
          (c.path("type").asText()
                  + " "
                  + c.path("status").asText()
                  + " "
                  + c.path("reason").asText()
                  + " "
                  + c.path("message").asText())
              .trim());
    }
    return all;
  }

  @Test
  default void pod_whenItRuns_isReady() {
    create(Pods.spec(Pods.FOREVER, ""));

    JsonNode pod = await(p -> Pods.holds(p, "Ready"));

    assertThat(Pods.phase(pod)).isEqualTo("Running");
    assertThat(conditions(pod))
        .containsExactlyInAnyOrder(
            "PodReadyToStartContainers True",
            "Initialized True",
            "Ready True",
            "ContainersReady True",
            "PodScheduled True");
    assertThat(main(pod).path("ready").asBoolean()).isTrue();
    assertThat(main(pod).path("started").asBoolean()).isTrue();
    assertThat(main(pod).path("restartCount").asInt(-1)).isZero();
    assertThat(main(pod).at("/state/running/startedAt").asText()).isNotEmpty();
    assertThat(main(pod).path("lastState")).isEmpty();
    assertThat(pod.at("/status/podIP").asText()).isNotEmpty();
    assertThat(pod.at("/status/podIPs/0/ip")).isEqualTo(pod.at("/status/podIP"));
    assertThat(pod.at("/status/hostIP").asText()).isNotEmpty();
    assertThat(pod.at("/status/qosClass").asText()).isEqualTo("BestEffort");
    assertThat(pod.at("/status/observedGeneration").asInt()).isEqualTo(1);
  }

  @Test
  default void pod_whenItsImageIsMissing_waits() {
    create(Pods.spec(site().world().unknownImage(), Pods.FOREVER, ""));

    JsonNode pod =
        await(p -> main(p).at("/state/waiting/reason").asText().equals("ImagePullBackOff"));

    assertThat(Pods.phase(pod)).isEqualTo("Pending");
    assertThat(main(pod).at("/state/waiting/message").asText())
        .startsWith("Back-off pulling image \"" + site().world().unknownImage() + "\"");
    assertThat(main(pod).path("ready").asBoolean(true)).isFalse();
    assertThat(main(pod).path("started").asBoolean(true)).isFalse();
    assertThat(conditions(pod))
        .containsExactlyInAnyOrder(
            "PodReadyToStartContainers True",
            "Initialized True",
            "Ready False ContainersNotReady containers with unready status: [main]",
            "ContainersReady False ContainersNotReady containers with unready status: [main]",
            "PodScheduled True");
  }

  @Test
  default void pod_whenItCrashesAgain_backsOff() {
    create(Pods.spec("echo words; exit 3", ""));

    JsonNode pod =
        await(p -> main(p).at("/state/waiting/reason").asText().equals("CrashLoopBackOff"));

    int restarts = main(pod).path("restartCount").asInt();
    assertThat(restarts).isPositive();
    assertThat(main(pod).at("/state/waiting/message").asText())
        .isEqualTo(
            "back-off %s restarting failed container=main pod=p_%s(%s)"
                .formatted(
                    BACK_OFFS.get(Math.min(restarts, BACK_OFFS.size()) - 1),
                    site().namespace(),
                    pod.at("/metadata/uid").asText()));
    assertThat(main(pod).at("/lastState/terminated/exitCode").asInt()).isEqualTo(3);
    assertThat(main(pod).at("/lastState/terminated/reason").asText()).isEqualTo("Error");
    assertThat(main(pod).at("/lastState/terminated/finishedAt").asText()).isNotEmpty();
    assertThat(Pods.phase(pod)).isEqualTo("Running");
    assertThat(conditions(pod))
        .contains("Ready False ContainersNotReady containers with unready status: [main]");
  }

  @Test
  default void pod_whenItEnds_hasSucceeded() {
    create(Pods.spec("echo done", ", restartPolicy: Never"));

    JsonNode pod = await(p -> Pods.phase(p).equals("Succeeded"));

    assertThat(main(pod).at("/state/terminated/exitCode").asInt(-1)).isZero();
    assertThat(main(pod).at("/state/terminated/reason").asText()).isEqualTo("Completed");
    assertThat(main(pod).path("restartCount").asInt(-1)).isZero();
    assertThat(conditions(pod))
        .containsExactlyInAnyOrder(
            "PodReadyToStartContainers False",
            "Initialized True PodCompleted",
            "Ready False PodCompleted",
            "ContainersReady False PodCompleted",
            "PodScheduled True");
  }

  @Test
  default void pod_whenItEndsBadly_hasFailed() {
    create(Pods.spec("exit 3", ", restartPolicy: Never"));

    JsonNode pod = await(p -> Pods.phase(p).equals("Failed"));

    assertThat(main(pod).at("/state/terminated/exitCode").asInt()).isEqualTo(3);
    assertThat(main(pod).at("/state/terminated/reason").asText()).isEqualTo("Error");
    assertThat(conditions(pod))
        .containsExactlyInAnyOrder(
            "PodReadyToStartContainers False",
            "Initialized True",
            "Ready False PodFailed",
            "ContainersReady False PodFailed",
            "PodScheduled True");
  }

  @Test
  default void pod_whenNoNodeSuits_isPending() {
    create(Pods.spec(Pods.FOREVER, ", nodeSelector: {no: such}"));

    JsonNode pod = await(p -> !Pods.condition(p, "PodScheduled").isMissingNode());

    assertThat(Pods.phase(pod)).isEqualTo("Pending");
    assertThat(Pods.condition(pod, "PodScheduled").path("status").asText()).isEqualTo("False");
    assertThat(Pods.condition(pod, "PodScheduled").path("reason").asText())
        .isEqualTo("Unschedulable");
    assertThat(Pods.condition(pod, "PodScheduled").path("message").asText())
        .matches("0/\\d+ nodes are available: .*");
  }

  @Test
  default void pod_whenItsInitContainerFails_waitsForIt() {
    String init =
        ", initContainers: [{name: first, image: IMAGE, imagePullPolicy: IfNotPresent, command:"
            + " [sh, -c, 'exit 1']}]";
    create(Pods.spec(Pods.FOREVER, init));

    JsonNode pod =
        await(
            p ->
                p.at("/status/initContainerStatuses/0/state/waiting/reason")
                    .asText()
                    .equals("CrashLoopBackOff"));

    assertThat(Pods.phase(pod)).isEqualTo("Pending");
    assertThat(main(pod).at("/state/waiting/reason").asText()).isEqualTo("PodInitializing");
    assertThat(conditions(pod))
        .contains(
            "Initialized False ContainersNotInitialized containers with incomplete status:"
                + " [first]");
  }

  @Test
  default void pod_whenItsConfigIsMissing_says() {
    create(
        Pods.spec(Pods.FOREVER, "")
            .replace("name: main,", "name: main, envFrom: [{configMapRef: {name: none}}],"));

    JsonNode pod =
        await(
            p -> main(p).at("/state/waiting/reason").asText().equals("CreateContainerConfigError"));

    assertThat(main(pod).at("/state/waiting/message").asText())
        .isEqualTo("configmap \"none\" not found");
    assertThat(Pods.phase(pod)).isEqualTo("Pending");
  }
}
