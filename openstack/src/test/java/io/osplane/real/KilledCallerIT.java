package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.osplane.ControlPlane;
import io.osplane.plan.Step;
import io.osplane.testkit.Shard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A real second JVM, killed by SIGKILL in the middle of a deployment, again and again. */
@ExtendWith(NeedsCluster.class)
class KilledCallerIT {
  private static final int SIGKILL = 137;
  @TempDir Path folder;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void deploy_killedAtFiveSteps_endsTheSame() throws Exception {
    List<String> steps =
        List.of(
            "galera/galera-keystone",
            "galera/bootstrap",
            "galera/database-keystone",
            "keystone/schema",
            "rabbitmq/formation");
    assertThat(killedAt(steps))
        .as("each of the first four needs what comes before it")
        .containsAll(steps.subList(0, 4));
  }

  @Test
  @Tag("real-full")
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void deploy_killedAtEveryStepOfTheShard_endsTheSame() throws Exception {
    try (KubernetesClient admin = Lab.admin(NeedsCluster.kubeconfig());
        Lab lab = new Lab(admin);
        ControlPlane cloud = lab.open()) {
      List<String> steps = cloud.deploy(Lab.cloud()).plan().steps().stream().map(Step::id).toList();
      assertThat(steps).hasSizeGreaterThan(20);
      List<String> chosen = Shard.chosen().deal(steps, "");
      System.err.printf("of %d steps the shard has %d%n", steps.size(), chosen.size());
      assertThat(killedAt(chosen)).isNotEmpty();
    }
  }

  /**
   * One deployment that is begun anew after each death; each one starts where the last one was. A
   * step that an earlier caller ended, beside the one it died at, has no caller of its own.
   *
   * @return the steps at which a caller died
   */
  private List<String> killedAt(List<String> steps) throws Exception {
    List<String> killed = new ArrayList<>();
    try (KubernetesClient admin = Lab.admin(NeedsCluster.kubeconfig());
        Lab lab = new Lab(admin)) {
      for (String step : steps) {
        if (isLeft(lab, step)) {
          assertThat(dieAt(lab, step)).as("the end of the caller at %s", step).isEqualTo(SIGKILL);
          killed.add(step);
        }
      }
      System.err.printf("killed at %d of %d steps: %s%n", killed.size(), steps.size(), killed);
      try (ControlPlane cloud = lab.open()) {
        cloud.deploy(Lab.cloud()).apply();
        Lab.assertBecomesHealthy(cloud);
        assertThat(lab.authenticate(cloud.access())).contains("\"admin\"");
        assertThat(lab.podUids("keystone-schema")).hasSize(1);
        assertThat(cloud.unfinished()).isEmpty();
        assertThat(cloud.deploy(Lab.cloud()).plan().steps()).isEmpty();
      }
    }
    return killed;
  }

  private static boolean isLeft(Lab lab, String step) {
    try (ControlPlane cloud = lab.open()) {
      return cloud.deploy(Lab.cloud()).plan().steps().stream().anyMatch(s -> s.id().equals(step));
    }
  }

  private int dieAt(Lab lab, String step) throws IOException, InterruptedException {
    Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), lab.kubeconfig());
    Process caller =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Caller.class.getName(),
                kubeconfig.toString(),
                lab.namespace(),
                step)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("caller.log").toFile())
            .start();
    assertThat(caller.waitFor(4, TimeUnit.MINUTES)).isTrue();
    int code = caller.exitValue();
    assertThat(Files.readString(folder.resolve("caller.log")))
        .doesNotContain("Exception in thread");
    return code;
  }
}
