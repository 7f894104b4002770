package io.osplane.testkit.fidelity;

import static io.osplane.testkit.fidelity.Site.BATCH;
import static io.osplane.testkit.fidelity.Site.CORE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jobs: how they end, and what is left of them. */
interface JobScenarios extends OnSite {
  String JOB = "jobs/j";

  private static String job(String script, String more) {
    return """
    apiVersion: batch/v1
    kind: Job
    metadata: {name: j}
    spec:
      template:
        spec: %s
    %s\
    """
        .formatted(Pods.spec(script, ", restartPolicy: Never"), more.indent(2));
  }

  private void create(String script, String more) {
    Reply made = site().post(BATCH, "jobs", job(script, more));
    assertThat(made.code()).as(made.message()).isEqualTo(201);
  }

  private JsonNode awaitEnd(String condition) {
    return site().await(BATCH, JOB, j -> Pods.holds(j, condition));
  }

  private static List<String> conditions(JsonNode job) {
    List<String> all = new ArrayList<>();
    for (JsonNode c : job.at("/status/conditions")) {
      assertThat(c.path("lastProbeTime").asText()).isNotEmpty();
      assertThat(c.path("lastTransitionTime").asText()).isNotEmpty();
      all.add(
          "%s %s %s %s"
              .formatted(
                  c.path("type").asText(),
                  c.path("status").asText(),
                  c.path("reason").asText(),
                  c.path("message").asText()));
    }
    return all;
  }

  private void assertCounts(JsonNode job, String yaml) {
    assertThat(Reply.without(job.path("status"), "conditions", "startTime", "completionTime"))
        .isEqualTo(site().expected(yaml));
  }

  @Test
  default void job_whenItsPodSucceeds_isComplete() {
    create("echo done", "");

    JsonNode job = awaitEnd("Complete");

    String why = " True CompletionsReached Reached expected number of succeeded pods";
    assertThat(conditions(job)).containsExactly("SuccessCriteriaMet" + why, "Complete" + why);
    assertCounts(job, "{succeeded: 1, ready: 0, terminating: 0, uncountedTerminatedPods: {}}");
    assertThat(job.path("status").has("startTime")).isTrue();
    assertThat(job.path("status").has("completionTime")).isTrue();
    JsonNode pod = site().get(CORE, "pods").at("/items/0");
    assertThat(pod.at("/status/phase").asText()).isEqualTo("Succeeded");
    assertThat(pod.at("/metadata/name").asText()).matches("j-[0-9a-z]{5}");
    assertThat(pod.at("/metadata/labels")).isEqualTo(job.at("/spec/template/metadata/labels"));
  }

  @Test
  default void job_whenItsPodsFail_givesUpAtTheLimit() {
    create("echo no; exit 3", "backoffLimit: 1");

    JsonNode job = awaitEnd("Failed");

    String why = " True BackoffLimitExceeded Job has reached the specified backoff limit";
    assertThat(conditions(job)).containsExactly("FailureTarget" + why, "Failed" + why);
    assertCounts(job, "{failed: 2, ready: 0, terminating: 0, uncountedTerminatedPods: {}}");
    assertThat(job.path("status").has("completionTime")).isFalse();
    assertThat(site().get(CORE, "pods").at("/items")).hasSize(2);
  }

  @Test
  default void job_whenItTakesTooLong_fails() {
    create(Pods.FOREVER, "activeDeadlineSeconds: 3");
    site().world().pass(Duration.ofSeconds(5));

    JsonNode job = awaitEnd("Failed");

    String why = " True DeadlineExceeded Job was active longer than specified deadline";
    assertThat(conditions(job)).containsExactly("FailureTarget" + why, "Failed" + why);
  }

  @Test
  default void job_whenItsTimeToLiveIsOver_goesWithItsPods() {
    create("echo done", "ttlSecondsAfterFinished: 1");
    site().world().settle();
    site().world().pass(Duration.ofSeconds(5));

    site().awaitGone(BATCH, JOB);
  }

  @Test
  default void deleteJob_whenNoPolicyIsGiven_orphansNothing() {
    create(Pods.FOREVER, "");
    site().await(BATCH, JOB, j -> j != null && j.at("/status/ready").asInt() == 1);
    String pod = site().get(CORE, "pods").at("/items/0/metadata/name").asText();

    site().delete(BATCH, JOB, "{propagationPolicy: Background}");

    site().awaitGone(CORE, "pods/" + pod);
  }

  @Test
  default void cronJob_whenItsMinuteComes_makesAJob() {
    Reply made =
        site()
            .post(
                BATCH,
                "cronjobs",
                """
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: c}
                spec:
                  schedule: '* * * * *'
                  jobTemplate:
                    spec:
                      template:
                        spec: %s
                """
                    .formatted(Pods.spec("echo done", ", restartPolicy: Never")));
    site().world().pass(Duration.ofSeconds(61));

    JsonNode cron =
        site()
            .await(BATCH, "cronjobs/c", c -> c != null && c.path("status").has("lastScheduleTime"));
    site().delete(BATCH, "cronjobs/c", "{propagationPolicy: Orphan}");

    JsonNode job = site().get(BATCH, "jobs").at("/items/0");
    assertThat(job.at("/metadata/name").asText()).matches("c-\\d{8}");
    assertThat(made.uid()).isEqualTo(cron.at("/metadata/uid").asText());
    assertThat(
            job.at("/metadata/annotations").has("batch.kubernetes.io/cronjob-scheduled-timestamp"))
        .isTrue();
  }
}
