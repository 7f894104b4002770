package io.osplane.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.osplane.Access;
import io.osplane.ControlPlane;
import io.osplane.SecretRef;
import io.osplane.error.OsplaneException;
import io.osplane.examples.FakeControlPlane.FakeOperation;
import io.osplane.health.Condition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickStartTest {
  private static final String PASSWORD = "correct-horse";
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
  private final FakeControlPlane cloud = new FakeControlPlane();
  @TempDir Path folder;

  private record FakeTarget(ControlPlane open, URI url) implements Target {
    @Override
    public String describe() {
      return "a fake";
    }

    @Override
    public URI keystone(Access access) {
      return url;
    }

    @Override
    public String detour(Access access) {
      return "open a tunnel";
    }

    @Override
    public String reveal(SecretRef ref) {
      return PASSWORD;
    }

    @Override
    public void close() {}
  }

  private int run(String... words) {
    return QuickStart.run(List.of(words), stream(written), stream(complained), false);
  }

  private QuickStart quickStart(URI keystone) {
    return new QuickStart(new FakeTarget(cloud, keystone), stream(written), false);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String output() {
    return written.toString(StandardCharsets.UTF_8);
  }

  private List<String> complaints() {
    return complained.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void run_saysTheUsage_whenArgumentsAreBad() {
    assertThat(run("--force")).isEqualTo(2);
    assertThat(complaints())
        .startsWith("quickstart: unknown argument --force")
        .contains(Arguments.USAGE.lines().findFirst().orElseThrow());
  }

  @Test
  void run_printsTheUsageAndEnds_whenAskedForHelp() {
    assertThat(run("--kubeconfig", "config", "--help")).isZero();
    assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo(Arguments.USAGE);
    assertThat(complained.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void run_deploysToTheSimulatedCluster_whenNoOtherIsNamed() {
    assertThat(run()).isZero();
    assertThat(output().lines())
        .anyMatch(line -> line.contains("simulated"))
        .anyMatch(line -> line.contains("+ StatefulSet/galera"))
        .anyMatch(line -> line.startsWith("A token was issued"));
  }

  @Test
  void run_saysOneLine_whenThereIsNoKubeconfig() {
    Path file = folder.resolve("missing");
    assertThat(run("--kubeconfig", file.toString())).isEqualTo(2);
    assertThat(complaints()).containsExactly("quickstart: there is no kubeconfig " + file);
  }

  @Test
  void run_saysOneLine_whenTheFileIsNoKubeconfig() throws IOException {
    Path file = Files.writeString(folder.resolve("config"), "a: [");
    assertThat(run("--kubeconfig", file.toString())).isEqualTo(2);
    assertThat(complaints())
        .containsExactly("quickstart: " + file + " is no kubeconfig with a current context");
  }

  @Test
  void deploy_tellsPlanHealthAccessAndToken_andNoSecret() throws IOException {
    try (FakeIdentity keystone = FakeIdentity.answering(201)) {
      assertThat(quickStart(keystone.url()).deploy()).isZero();
    }
    assertThat(cloud.done()).containsExactly("deploy");
    assertThat(output())
        .contains("deploy prod on https://cluster")
        .contains("galera", "HEALTHY")
        .contains("the password is in Secret keystone-admin key password epoch 1")
        .contains("A token was issued; it expires at " + FakeIdentity.EXPIRES)
        .doesNotContain(PASSWORD, FakeIdentity.TOKEN);
  }

  @Test
  void deploy_saysTheDetour_whenKeystoneIsNotReached() throws IOException {
    URI closed;
    try (FakeIdentity keystone = FakeIdentity.answering(201)) {
      closed = keystone.url();
    }
    assertThat(quickStart(closed).deploy()).isEqualTo(1);
    assertThat(output()).contains("is not reached from here", "→ open a tunnel");
  }

  @Test
  void deploy_saysTheStatus_whenKeystoneRefuses() throws IOException {
    try (FakeIdentity keystone = FakeIdentity.answering(401)) {
      assertThat(quickStart(keystone.url()).deploy()).isEqualTo(1);
    }
    assertThat(output()).contains("No token was issued: Keystone answers HTTP 401");
  }

  @Test
  void deploy_doesNothing_whenSomethingIsInTheWay() {
    cloud.inTheWay(Condition.down("Namespace", "it does not exist", "create it"));
    assertThat(quickStart(URI.create("http://unused")).deploy()).isEqualTo(1);
    assertThat(cloud.done()).isEmpty();
    assertThat(output()).contains("Namespace: it does not exist\n  → create it");
  }

  @Test
  void remove_removes_andSaysWhatStays() {
    assertThat(quickStart(URI.create("http://unused")).remove()).isZero();
    assertThat(cloud.done()).containsExactly("remove");
    assertThat(output()).contains("the volumes and their Secrets are still there");
  }

  @Test
  void deploy_passesTheFailureOn_whenAStepFails() {
    cloud.next(FakeOperation.failing("deploy", new OsplaneException("a step failed", "mend it")));
    assertThat(catchThrowable(() -> quickStart(URI.create("http://unused")).deploy()))
        .isInstanceOf(OsplaneException.class)
        .hasMessage("a step failed. mend it");
  }
}
