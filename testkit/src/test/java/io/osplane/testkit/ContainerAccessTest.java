package io.osplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContainerAccessTest extends WithCluster {

  /** A shell that knows a few commands, and a web server on port 80. */
  private record Shell(Container container) implements Program {
    @Override
    public void start() {
      container.log("one");
      container.log("two");
    }

    @Override
    public ExecResult exec(ExecRequest request) {
      return switch (request.command().get(0)) {
        case "echo" -> ExecResult.success(request.line().substring(5) + "\n");
        case "false" -> ExecResult.failure(3, "no\n");
        case "read" ->
            request.input().endsWith("\n")
                ? ExecResult.success("got " + request.input())
                : ExecResult.moreInput();
        case "log" -> {
          container.log(request.command().get(1));
          yield ExecResult.success("");
        }
        case "crash" -> {
          container.exit(1);
          yield ExecResult.success("");
        }
        default -> Program.super.exec(request);
      };
    }

    @Override
    public boolean listens(int port) {
      return port == 80;
    }

    @Override
    public HttpReply http(HttpCall call) {
      return HttpReply.of(201, call.method() + " " + call.path() + " " + call.text());
    }
  }

  @Override
  SimulatedClusterBuilder configure(SimulatedClusterBuilder builder) {
    return builder.program("image", Shell::new);
  }

  @BeforeEach
  void runPod() {
    client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName("p")
                .addToLabels("app", "p")
                .endMetadata()
                .withSpec(template("p", "image:1").getSpec())
                .build())
        .create();
    settle();
  }

  private int exec(ByteArrayOutputStream out, ByteArrayOutputStream err, String... command)
      throws Exception {
    try (ExecWatch watch =
        client.pods().withName("p").writingOutput(out).writingError(err).exec(command)) {
      return watch.exitCode().get(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void exec_whenItSucceeds_givesItsOutput() throws Exception {
    var out = new ByteArrayOutputStream();

    assertThat(exec(out, new ByteArrayOutputStream(), "echo", "a", "b")).isZero();
    assertThat(out).hasToString("a b\n");
  }

  @Test
  void exec_whenItFails_givesExitCodeAndErrors() throws Exception {
    var err = new ByteArrayOutputStream();

    assertThat(exec(new ByteArrayOutputStream(), err, "false")).isEqualTo(3);
    assertThat(err).hasToString("no\n");
  }

  @Test
  void exec_whenItReadsInput_getsWhatIsSent() throws Exception {
    var out = new ByteArrayOutputStream();
    try (ExecWatch watch =
        client.pods().withName("p").redirectingInput().writingOutput(out).exec("read")) {
      watch.getInput().write("hello\n".getBytes(StandardCharsets.UTF_8));
      watch.getInput().flush();

      assertThat(watch.exitCode().get(5, TimeUnit.SECONDS)).isZero();
    }
    assertThat(out).hasToString("got hello\n");
  }

  @Test
  void log_whenTailed_hasTheLastLines() {
    assertThat(client.pods().withName("p").tailingLines(1).getLog()).isEqualTo("two\n");
  }

  @Test
  void log_whenFollowed_goesOn() throws Exception {
    try (LogWatch watch = client.pods().withName("p").watchLog();
        var lines =
            new BufferedReader(new InputStreamReader(watch.getOutput(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("one");
      assertThat(lines.readLine()).isEqualTo("two");
      exec(new ByteArrayOutputStream(), new ByteArrayOutputStream(), "log", "three");
      assertThat(lines.readLine()).isEqualTo("three");
    }
  }

  @Test
  void log_whenPreviousIsAskedFor_isThatOfTheLastStart() throws Exception {
    exec(new ByteArrayOutputStream(), new ByteArrayOutputStream(), "log", "last words");
    exec(new ByteArrayOutputStream(), new ByteArrayOutputStream(), "crash");
    settle();

    assertThat(client.pods().withName("p").terminated().getLog())
        .isEqualTo("one\ntwo\nlast words\n");
    assertThat(pod("p").getStatus().getContainerStatuses().get(0).getRestartCount()).isEqualTo(1);
  }

  @Test
  void proxy_whenPodListens_answers() {
    String answer =
        client.raw("/api/v1/namespaces/default/pods/p:80/proxy/a/b?c=d", "POST", Map.of("k", 1));

    assertThat(answer).isEqualTo("POST /a/b?c=d {\"k\":1}");
  }

  @Test
  void proxy_whenPortIsClosed_isUnavailable() {
    var e =
        catchThrowableOfType(
            KubernetesClientException.class,
            () -> client.raw("/api/v1/namespaces/default/pods/p:81/proxy/", "POST", "x"));

    assertThat(e.getCode()).isEqualTo(503);
  }

  @Test
  void proxy_whenService_reachesAReadyPod() {
    client
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName("web")
                .endMetadata()
                .withNewSpec()
                .addToSelector("app", "p")
                .addNewPort()
                .withName("http")
                .withPort(8080)
                .withNewTargetPort(80)
                .endPort()
                .endSpec()
                .build())
        .create();
    settle();

    assertThat(client.raw("/api/v1/namespaces/default/services/web:http/proxy/x"))
        .isEqualTo("GET /x ");
  }
}
