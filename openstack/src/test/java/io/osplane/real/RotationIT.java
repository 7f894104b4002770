package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.osplane.ControlPlane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The CronJob that rotates the Fernet keys, run once out of turn; no Osplane takes part. */
@ExtendWith(NeedsCluster.class)
@Tag("real-full")
class RotationIT {
  @Test
  void rotation_makesTheStagedKeyPrimary_rollsNoPod_andLeavesNothingToDeploy() throws Exception {
    try (KubernetesClient admin = Lab.admin(NeedsCluster.kubeconfig());
        Lab lab = new Lab(admin);
        ControlPlane cloud = lab.open()) {
      cloud.deploy(Lab.cloud()).apply();
      List<String> pods = lab.podUids("keystone-");
      Map<String, String> before = keys(lab);

      rotateNow(lab);

      Map<String, String> after = keys(lab);
      assertThat(after).containsEntry("1", before.get("1")).containsEntry("2", before.get("0"));
      assertThat(after.get("0")).isNotIn(before.values());
      assertThat(lab.authenticate(cloud.access())).contains("\"admin\"");
      assertThat(pods).isNotEmpty();
      assertThat(lab.podUids("keystone-")).isEqualTo(pods);
      assertThat(cloud.deploy(Lab.cloud()).plan().steps()).isEmpty();
    }
  }

  private static Map<String, String> keys(Lab lab) {
    return lab.admin()
        .secrets()
        .inNamespace(lab.namespace())
        .withName("keystone-fernet")
        .get()
        .getData();
  }

  /** The CronJob's own Job, but for the age below which it leaves the keys alone. */
  private static void rotateNow(Lab lab) {
    var template =
        lab.admin()
            .batch()
            .v1()
            .cronjobs()
            .inNamespace(lab.namespace())
            .withName("keystone-rotate-fernet")
            .get()
            .getSpec()
            .getJobTemplate();
    Job job =
        new JobBuilder()
            .withNewMetadata()
            .withName("rotate-now")
            .withNamespace(lab.namespace())
            .endMetadata()
            .withSpec(template.getSpec())
            .build();
    var container = job.getSpec().getTemplate().getSpec().getContainers().get(0);
    List<String> command = new ArrayList<>(container.getCommand());
    command.set(command.size() - 1, "-1");
    container.setCommand(command);
    lab.admin().resource(job).create();
    Job ended =
        lab.admin()
            .batch()
            .v1()
            .jobs()
            .inNamespace(lab.namespace())
            .withName("rotate-now")
            .waitUntilCondition(RotationIT::hasEnded, 2, TimeUnit.MINUTES);
    assertThat(ended.getStatus().getSucceeded()).as(ended.getStatus().toString()).isEqualTo(1);
  }

  private static boolean hasEnded(Job job) {
    return job != null
        && job.getStatus().getConditions().stream()
            .anyMatch(c -> List.of("Complete", "Failed").contains(c.getType()));
  }
}
