package io.osplane.internal.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.osplane.error.UnreachableException;
import io.osplane.internal.engine.ApiDouble.Reply;
import io.osplane.internal.engine.ApiDouble.Request;
import io.osplane.internal.kube.Cluster;
import io.osplane.spi.Member;
import java.io.IOException;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PodExecTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private final ApiDouble api = new ApiDouble();
  private final Cluster cluster = api.cluster();

  @AfterEach
  void end() {
    api.close();
  }

  @Test
  void command_hasTheLengthOfItsInputAndNeverTheInput() {
    List<String> command = commandOf("sécret", "mysql", "-N");

    assertThat(command).endsWith("sh", "7", "mysql", "-N");
    assertThat(String.join(" ", command)).doesNotContain("sécret");
  }

  @Test
  void command_withoutInput_waitsForTheClientToListenAndReadsNothing()
      throws IOException, InterruptedException {
    List<String> command = commandOf("", "wc", "-c");
    Process shell = new ProcessBuilder(command).start();
    try {
      assertThat(command).endsWith("sh", "0", "wc", "-c");
      assertThat(shell.waitFor(200, TimeUnit.MILLISECONDS)).isFalse();
      shell.getOutputStream().write('\n');
      shell.getOutputStream().flush();

      assertThat(shell.waitFor()).isZero();
      assertThat(shell.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("0\n");
    } finally {
      shell.destroyForcibly();
    }
  }

  @Test
  void command_whenTheInputStaysOpen_readsItsBytesAndEnds()
      throws IOException, InterruptedException {
    List<String> command = commandOf("sécret", "cat", "-");
    Process shell = new ProcessBuilder(command).start();
    try {
      shell.getOutputStream().write("\nsécret and what comes later".getBytes(UTF_8));
      shell.getOutputStream().flush();

      assertThat(shell.waitFor()).isZero();
      assertThat(shell.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("sécret");
    } finally {
      shell.destroyForcibly();
    }
  }

  @Test
  void command_whenItFails_endsWithItsCode() throws IOException, InterruptedException {
    Process shell = new ProcessBuilder(commandOf("in", "sh", "-c", "exit 7")).start();

    shell.getOutputStream().close();

    assertThat(shell.waitFor()).isEqualTo(7);
  }

  @Test
  void exec_whenThePodIsGone_isUnreachableAndNamesPodAndCommandOnly() {
    api.always(404, ApiDouble.status("pods \\\"db-0\\\" not found"));

    assertThatExceptionOfType(UnreachableException.class)
        .isThrownBy(
            () -> cluster.pods().member("db-0").exec(PATIENCE, "sécret", "mysql", "-psecret2"))
        .withMessageContaining("running mysql in pod db-0")
        .withMessageNotContaining("sécret");
    assertThat(api.requests()).hasSizeLessThan(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, -1})
  void exec_whenItsOpeningFails_isOpenedAgainAndThenUnreachable(int status) {
    pod();
    api.script(
        request ->
            request.path().endsWith("/exec")
                ? Optional.of(new Reply(status, ApiDouble.status("Ailing")))
                : Optional.empty());

    assertThatExceptionOfType(UnreachableException.class)
        .isThrownBy(() -> cluster.pods().member("db-0").exec(PATIENCE, "", "true"))
        .withMessageContaining("running true in pod db-0");
    assertThat(execs()).isEqualTo(6);
  }

  @Test
  void exec_whenItsOpeningFails_isNotOpenedAgainAfterItsPatience() {
    pod();
    api.script(
        request ->
            request.path().endsWith("/exec")
                ? Optional.of(new Reply(500, ApiDouble.status("Ailing")))
                : Optional.empty());

    assertThatExceptionOfType(UnreachableException.class)
        .isThrownBy(() -> cluster.pods().member("db-0").exec(Duration.ofMillis(50), "", "true"));
    assertThat(execs()).isBetween(1L, 2L);
  }

  @Test
  void exec_whenItIsRefused_isNotOpenedAgain() {
    pod();
    api.script(
        request ->
            request.path().endsWith("/exec")
                ? Optional.of(new Reply(403, ApiDouble.status("Forbidden")))
                : Optional.empty());

    assertThatExceptionOfType(UnreachableException.class)
        .isThrownBy(() -> cluster.pods().member("db-0").exec(PATIENCE, "", "true"));
    assertThat(execs()).isEqualTo(1);
  }

  private long execs() {
    return api.requests().stream().filter(r -> r.path().endsWith("/exec")).count();
  }

  private void pod() {
    api.store(
        "/api/v1/namespaces/ns/pods/db-0",
        "{\"kind\":\"Pod\",\"spec\":{\"containers\":[{\"name\":\"db\"}]}}");
  }

  @Test
  void http_goesThroughTheServersProxyAndGivesTheAnswer() {
    api.script(request -> Optional.of(new Reply(503, "not now")));

    Member.Answer answer =
        cluster.pods().member("rmq-0").http("GET", 15672, "/api/health?x=1", Map.of("A", "b"), "");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("not now");
    assertThat(answer.headers()).containsEntry("content-length", "7");
    assertThat(api.requests())
        .containsExactly(
            new Request(
                "GET", "/api/v1/namespaces/ns/pods/rmq-0:15672/proxy/api/health", "x=1", ""));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, -1})
  void http_whenTheServerAilsOnceOnARead_isSentAgain(int status) {
    Iterator<Reply> answers =
        List.of(new Reply(status, "{\"kind\":\"Status\"}"), new Reply(503, "not now")).iterator();
    api.script(request -> Optional.of(answers.next()));

    assertThat(cluster.pods().member("rmq-0").http("GET", 1, "/x", Map.of(), "").body())
        .isEqualTo("not now");
  }

  @Test
  void http_whenThePodItselfFails_isItsAnswer() {
    api.always(500, "an unexpected error");

    assertThat(cluster.pods().member("rmq-0").http("GET", 1, "/x", Map.of(), "").status())
        .isEqualTo(500);
    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void http_whenTheServerAilsOnAWrite_isUnreachable_andNotSentAgain() {
    api.always(500, ApiDouble.status("InternalError"));

    assertThatExceptionOfType(UnreachableException.class)
        .isThrownBy(() -> cluster.pods().member("key-0").http("POST", 1, "/x", Map.of(), "{}"))
        .withMessageContaining("the API server failed");
    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void http_whenTheConnectionIsCut_isUnreachable() {
    api.always(-1, "");

    assertThatExceptionOfType(UnreachableException.class)
        .isThrownBy(() -> cluster.pods().member("rmq-0").http("PUT", 1, "/x", Map.of(), "body"))
        .withMessageContaining("PUT /x of ");
  }

  @Test
  void log_whenThereIsNone_isEmpty() {
    assertThat(cluster.pods().log("db-0", "db", 20, true)).isEmpty();
    assertThat(api.requests())
        .containsExactly(
            new Request(
                "GET",
                "/api/v1/namespaces/ns/pods/db-0/log",
                "container=db&tailLines=20&previous=true",
                ""));
  }

  /** What the API server is asked to run. */
  private List<String> commandOf(String input, String... command) {
    pod();
    assertThatExceptionOfType(UnreachableException.class)
        .isThrownBy(() -> cluster.pods().member("db-0").exec(PATIENCE, input, command));
    String query =
        api.queries().stream().filter(q -> q.contains("command=")).findFirst().orElseThrow();
    return Arrays.stream(query.split("&"))
        .filter(p -> p.startsWith("command="))
        .map(p -> decoded(p.substring("command=".length())))
        .toList();
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, UTF_8);
  }
}
