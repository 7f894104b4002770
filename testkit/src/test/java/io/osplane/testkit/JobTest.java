package io.osplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class JobTest extends WithCluster {
  private final AtomicInteger starts = new AtomicInteger();

  @Override
  SimulatedClusterBuilder configure(SimulatedClusterBuilder builder) {
    return builder
        .program("fails", c -> ending(c, 1))
        .program("flaky", c -> ending(c, starts.incrementAndGet() < 3 ? 1 : 0));
  }

  private static Program ending(Container container, int code) {
    return new Program() {
      @Override
      public void start() {
        container.after(Duration.ofSeconds(2), () -> container.exit(code));
      }
    };
  }

  private static JobSpec spec(String image, int backoffLimit) {
    return new JobSpecBuilder()
        .withBackoffLimit(backoffLimit)
        .withNewTemplate()
        .withNewSpec()
        .withRestartPolicy("Never")
        .addNewContainer()
        .withName("main")
        .withImage(image)
        .endContainer()
        .endSpec()
        .endTemplate()
        .build();
  }

  private Job run(JobSpec spec) {
    client
        .resource(
            new JobBuilder().withNewMetadata().withName("j").endMetadata().withSpec(spec).build())
        .create();
    settle();
    return job();
  }

  private Job job() {
    return client.batch().v1().jobs().withName("j").get();
  }

  private static List<String> conditions(Job job) {
    return job.getStatus().getConditions().stream()
        .filter(c -> c.getStatus().equals("True"))
        .map(JobCondition::getType)
        .toList();
  }

  @Test
  void run_whenProgramEndsWell_completes() {
    Job done = run(spec("fine", 0));

    assertThat(conditions(done)).contains("Complete");
    assertThat(done.getStatus().getSucceeded()).isEqualTo(1);
    assertThat(done.getStatus().getCompletionTime()).isNotNull();
  }

  @Test
  void run_whenFirstTriesFail_retriesAndCompletes() {
    Job done = run(spec("flaky", 4));

    assertThat(conditions(done)).contains("Complete");
    assertThat(done.getStatus().getFailed()).isEqualTo(2);
  }

  @Test
  void run_whenEveryTryFails_failsAtTheLimit() {
    Job failed = run(spec("fails", 2));

    assertThat(conditions(failed)).contains("Failed");
    assertThat(failed.getStatus().getFailed()).isEqualTo(3);
    assertThat(failed.getStatus().getConditions())
        .extracting(JobCondition::getReason)
        .contains("BackoffLimitExceeded");
  }

  @Test
  void run_whenDefaultLimit_failsWithoutAdvancingTheClock() {
    client
        .resource(
            new JobBuilder()
                .withNewMetadata()
                .withName("j")
                .endMetadata()
                .withSpec(spec("fails", 6))
                .build())
        .create();

    client
        .batch()
        .v1()
        .jobs()
        .withName("j")
        .waitUntilCondition(j -> conditions(j).contains("Failed"), 5, TimeUnit.SECONDS);

    assertThat(job().getStatus().getFailed()).isEqualTo(7);
  }

  @Test
  void finished_whenLifetimeIsOver_isDeletedWithItsPods() {
    JobSpec spec = spec("fine", 0);
    spec.setTtlSecondsAfterFinished(60);
    run(spec);

    cluster.clock().advance(Duration.ofSeconds(61));

    assertThat(job()).isNull();
    assertThat(client.pods().list().getItems()).isEmpty();
  }

  @Test
  void run_whenDeadlinePasses_fails() {
    JobSpec spec = spec("waits", 0);
    spec.setActiveDeadlineSeconds(1L);
    spec.getTemplate().getSpec().getContainers().get(0).setImage("fails");

    assertThat(run(spec).getStatus().getConditions())
        .extracting(JobCondition::getReason)
        .contains("DeadlineExceeded");
  }

  private static CronJob cronJob(String name) {
    return new CronJobBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withSchedule("30 2 * * *")
        .withNewJobTemplate()
        .withSpec(spec("fine", 0))
        .endJobTemplate()
        .endSpec()
        .build();
  }

  @Test
  void cronJob_whenItsNameLeavesNoRoomForItsJobs_isRefused() {
    client.resource(cronJob("c".repeat(52))).create();

    assertThatThrownBy(() -> client.resource(cronJob("c".repeat(53))).create())
        .hasMessageContaining("must be no more than 52 characters");
  }

  @Test
  void cronJob_whenTimeComes_makesAJob() {
    client.resource(cronJob("c")).create();
    settle();
    assertThat(client.batch().v1().jobs().list().getItems()).isEmpty();

    cluster.clock().advance(Duration.ofHours(25));

    assertThat(client.batch().v1().jobs().list().getItems())
        .singleElement()
        .satisfies(j -> assertThat(conditions(j)).contains("Complete"));
    assertThat(client.batch().v1().cronjobs().withName("c").get().getStatus().getLastScheduleTime())
        .isEqualTo("2026-01-01T02:30:00Z");
  }
}
