package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.osplane.ControlPlane;
import io.osplane.plan.Step;
import io.osplane.testkit.Shard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    killedAt(
        List.of(
            "galera/galera-keystone",
            "galera/bootstrap",
            "galera/database-keystone",
            "keystone/schema",
            "rabbitmq/formation"));
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
      System.err.printf("killed at %d of %d steps: %s%n", chosen.size(), steps.size(), chosen);
      killedAt(chosen);
    }
  }

  /** One deployment that is begun anew after each death; each one starts where the last one was. */
  private void killedAt(List<String> steps) throws Exception {
    try (KubernetesClient admin = Lab.admin(NeedsCluster.kubeconfig());
        Lab lab = new Lab(admin)) {
      for (String step : steps) {
        assertThat(dieAt(lab, step)).as("the end of the caller at %s", step).isIn(SIGKILL, 0);
      }
      try (ControlPlane cloud = lab.open()) {
        cloud.deploy(Lab.cloud()).apply();
        Lab.assertBecomesHealthy(cloud);
        assertThat(lab.authenticate(cloud.access())).contains("\"admin\"");
        assertThat(lab.podUids("keystone-schema")).hasSize(1);
        assertThat(cloud.unfinished()).isEmpty();
        assertThat(cloud.deploy(Lab.cloud()).plan().steps()).isEmpty();
      }
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
