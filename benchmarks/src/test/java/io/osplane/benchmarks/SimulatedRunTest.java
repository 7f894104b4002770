package io.osplane.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.programs.SimulatedCloud;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every benchmark as a user calls it, on a simulated cluster: its form is shown, not its times. */
class SimulatedRunTest {
  @TempDir Path folder;
  private SimulatedCluster cluster;
  private final List<String> out = new ArrayList<>();

  @BeforeEach
  void start() {
    cluster = SimulatedCloud.programs(SimulatedCluster.builder()).start();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private String run(String... words) throws Exception {
    Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), cluster.kubeconfig());
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--kubeconfig", kubeconfig.toString()));
    Benchmarks.run(Options.parse(all), out::add);
    return String.join("\n", out);
  }

  /** Prints as {@code floor token} does. */
  private Path floor() throws Exception {
    Path script =
        Files.writeString(
            folder.resolve("floor"),
            """
            #!/bin/sh
            echo "first token        + 8.0s  at   8.0s"
            echo "every pod Ready    + 2.0s  at  10.0s"
            """);
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  private void assertNothingIsLeft() {
    Config config = Config.fromKubeconfig(cluster.kubeconfig());
    try (KubernetesClient admin = new KubernetesClientBuilder().withConfig(config).build()) {
      assertThat(admin.namespaces().list().getItems())
          .extracting(n -> n.getMetadata().getName())
          .noneMatch(name -> name.startsWith("bench-"));
    }
  }

  @Test
  void firstToken_printsAPairAndTheMedian() throws Exception {
    assertThat(run("first-token", "--floor", floor().toString(), "--pairs", "1"))
        .contains("   1           8.0   10.0")
        .containsPattern("median ratio: first token \\d+\\.\\d\\d");
    assertNothingIsLeft();
  }

  @Test
  void criticalPath_printsAPathToTheLastStep_andDrawsIt() throws Exception {
    Path svg = folder.resolve("pictures/timeline.svg");
    assertThat(run("critical-path", "--svg", svg.toString()))
        .containsPattern("(?m)^[a-z]+/[a-z-]+ +\\d+\\.\\d\\d ")
        .containsPattern("idle on the critical path, of \\d+\\.\\d s: \\d+\\.\\d\\d s");
    assertThat(svg).content().startsWith("<svg ").contains("galera/bootstrap").endsWith("</svg>\n");
    assertNothingIsLeft();
  }

  @Test
  void applyRatio_writesTheSameObjectsBothWays() throws Exception {
    assertThat(run("apply-ratio", "--pairs", "1"))
        .containsPattern("(?m)^   1 +\\d+ ")
        .containsPattern("median ratio: writes \\d+\\.\\d\\d");
    assertNothingIsLeft();
  }

  @Test
  void planTime_ofADeployedCloud_listsEachKindOnce_andWritesNothing() throws Exception {
    assertThat(run("plan-time", "--plans", "3"))
        .contains("median of 3: ")
        .contains("lists of one kind: at most 1 (16 kinds); writes: 0");
    assertNothingIsLeft();
  }

  @Test
  void leaks_printsBothNumbers() throws Exception {
    assertThat(run("leaks", "--times", "2"))
        .containsPattern("2 x open.*: threads \\d+ -> \\d+, open files \\d+ -> \\d+");
    assertNothingIsLeft();
  }

  @Test
  void scale_bootsAndDeletesServers_andDrawsThem() throws Exception {
    Path svg = folder.resolve("latencies.svg");
    assertThat(
            run(
                "scale",
                "--hosts",
                "3",
                "--servers",
                "8",
                "--concurrency",
                "4",
                "--svg",
                svg.toString()))
        .containsPattern("3 hosts mapped and in Placement, from none: \\d")
        .containsPattern("8 servers on 3 hosts, 4 at a time: .* 0 failures")
        .containsPattern("nova.boot_server +8 ");
    assertThat(svg).content().startsWith("<svg ").contains("<circle").endsWith("</svg>\n");
    assertNothingIsLeft();
  }

  @Test
  void shortForm_putsEverythingInOneTable() throws Exception {
    assertThat(run("short", "--floor", floor().toString()))
        .containsPattern("empty namespace to first token, s +\\d+\\.\\d\\d +8\\.00 +\\d")
        .containsPattern("idle on the critical path, s +\\d")
        .containsPattern("plan of an unchanged spec, ms +\\d");
    assertNothingIsLeft();
  }

  @Test
  void simulated_needsNoCluster_andPrintsBothNumbers() throws Exception {
    Benchmarks.run(Options.parse(List.of("simulated", "--runs", "1")), out::add);

    assertThat(String.join("", out))
        .containsPattern("started, ms: \\d+\\.\\d")
        .containsPattern("deployed to it, ms: \\d+ ");
  }

  @Test
  void unknownVerb_isRefused() {
    assertThatThrownBy(() -> run("fastest"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fastest");
  }
}
