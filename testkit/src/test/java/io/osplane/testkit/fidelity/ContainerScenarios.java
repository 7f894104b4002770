package io.osplane.testkit.fidelity;

import static io.osplane.testkit.fidelity.Site.CORE;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Commands in containers, and what containers have written. */
interface ContainerScenarios extends OnSite {

  private void run(String spec) {
    Reply made = site().post(CORE, "pods", Pods.pod("p", spec));
    assertThat(made.code()).as(made.message()).isEqualTo(201);
  }

  private void runForever() {
    run(Pods.spec("echo one; echo two; " + Pods.FOREVER, ""));
    site().await(CORE, "pods/p", p -> Pods.holds(p, "Ready"));
  }

  private void assertRefused(Reply reply, int code, String reason, String message) {
    assertThat(reply)
        .isEqualTo(
            new Reply(
                code,
                site()
                    .expected(
                        """
                        {kind: Status, apiVersion: v1, metadata: {}, status: Failure, message: '%s',
                         reason: %s, code: %d}
                        """
                            .formatted(message, reason, code))));
  }

  @Test
  default void exec_whenItFails_givesExitCodeAndStreamsApart() throws Exception {
    runForever();
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();

    try (ExecWatch watch =
        site()
            .client()
            .pods()
            .inNamespace(site().namespace())
            .withName("p")
            .writingOutput(out)
            .writingError(err)
            .exec("sh", "-c", "echo out; echo err >&2; exit 3")) {
      assertThat(watch.exitCode().get(30, TimeUnit.SECONDS)).isEqualTo(3);
    }

    assertThat(out).hasToString("out\n");
    assertThat(err).hasToString("err\n");
  }

  @Test
  default void exec_whenItSucceeds_exitsWithZero() throws Exception {
    runForever();

    try (ExecWatch watch =
        site()
            .client()
            .pods()
            .inNamespace(site().namespace())
            .withName("p")
            .inContainer("main")
            .writingOutput(new ByteArrayOutputStream())
            .exec("sh", "-c", "echo out")) {
      assertThat(watch.exitCode().get(30, TimeUnit.SECONDS)).isZero();
    }
  }

  @Test
  default void exec_whenContainerIsUnknown_isRefused() {
    runForever();

    assertRefused(
        site().get(CORE, "pods/p/exec?command=true&stdout=true&container=none"),
        400,
        "BadRequest",
        "container none is not valid for pod p");
  }

  @Test
  default void exec_whenPodIsNotPlaced_isRefused() {
    run(Pods.spec(Pods.FOREVER, ", nodeSelector: {no: such}"));
    site().await(CORE, "pods/p", p -> p != null && p.at("/status/conditions").size() > 0);

    assertRefused(
        site().get(CORE, "pods/p/exec?command=true&stdout=true"),
        400,
        "BadRequest",
        "pod p does not have a host assigned");
    assertThat(site().get(CORE, "pods/none/exec?command=true&stdout=true").message())
        .isEqualTo("pods \"none\" not found");
  }

  @Test
  default void exec_whenThereAreTwoContainers_wantsTheName() {
    run(
        Pods.spec(
                Pods.FOREVER,
                ", initContainers: [{name: side, restartPolicy: Always, image: IMAGE,"
                    + " imagePullPolicy: IfNotPresent, command: [sh, -c, 'sleep 3600']}]")
            .replace(
                "containers: [{name: main",
                "containers: [{name: other, image: IMAGE, imagePullPolicy: IfNotPresent, command:"
                    + " [sh, -c, 'sleep 3600']}, {name: main"));
    site().await(CORE, "pods/p", p -> Pods.holds(p, "Ready"));

    assertRefused(
        site().get(CORE, "pods/p/log"),
        400,
        "BadRequest",
        "a container name must be specified for pod p, choose one of: [side" + " other main]");
  }

  @Test
  default void log_whenTailed_hasTheLastLines() {
    run(Pods.spec("echo one; echo two", ", restartPolicy: Never"));
    site().await(CORE, "pods/p", p -> Pods.phase(p).equals("Succeeded"));

    assertThat(site().get(CORE, "pods/p/log").body().asText()).isEqualTo("one\ntwo\n");
    assertThat(site().get(CORE, "pods/p/log?tailLines=1").body().asText()).isEqualTo("two\n");
    assertThat(site().get(CORE, "pods/p/log?tailLines=0").body().asText()).isEmpty();
  }

  @Test
  default void log_whenThereIsNone_isRefused() {
    runForever();

    assertRefused(
        site().get(CORE, "pods/p/log?previous=true"),
        400,
        "BadRequest",
        "previous terminated container \"main\" in pod \"p\" not found");
    assertRefused(
        site().get(CORE, "pods/p/log?container=none"),
        400,
        "BadRequest",
        "container none is not valid for pod p");
  }

  @Test
  default void log_whenPreviousIsWanted_isThatOfTheLastRun() {
    run(Pods.spec("echo words; exit 3", ""));
    site()
        .await(
            CORE,
            "pods/p",
            p -> p != null && p.at("/status/containerStatuses/0/restartCount").asInt() > 0);

    assertThat(site().get(CORE, "pods/p/log?previous=true").body().asText()).isEqualTo("words\n");
  }

  @Test
  default void log_whenImageIsMissing_isRefused() {
    run(Pods.spec(site().world().unknownImage(), Pods.FOREVER, ""));
    site()
        .await(
            CORE,
            "pods/p",
            p ->
                p != null
                    && p.at("/status/containerStatuses/0/state/waiting/reason")
                        .asText()
                        .equals("ImagePullBackOff"));

    assertRefused(
        site().get(CORE, "pods/p/log"),
        400,
        "BadRequest",
        "container \"main\" in pod \"p\" is waiting to start: trying and failing to pull image");
  }
}
