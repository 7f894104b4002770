package io.osplane.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.osplane.internal.kube.Cluster;
import io.osplane.internal.kube.FieldSchema.Kind;
import io.osplane.spi.Manifests;
import io.osplane.spi.Run;
import io.osplane.spi.Verdict;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs a Job to its end, once for its key. A Job of the same key that is there is gone on with; one
 * that failed is replaced. It is over when its pod is: the Job's own status comes a second later.
 */
final class JobRun {
  private static final int RETRIES = 1;
  private final Situation now;
  private final Node node;
  private final Run run;
  private final Kind jobs;
  private final Kind pods;
  private final String name;

  JobRun(Situation now, Node node, Run run, String key) {
    this.now = now;
    this.node = node;
    this.run = run;
    this.jobs = now.cluster().kind("batch/v1", "Job");
    this.pods = now.cluster().kind("v1", "Pod");
    this.name = nameOf(node, key);
  }

  private static String nameOf(Node node, String key) {
    return node.component() + "-" + node.task().name() + "-" + key.substring(0, 8);
  }

  /** Whether the Job of a key is there and failed. */
  static boolean hasFailed(Cluster cluster, LiveView view, Node node, String key) {
    return view.object(cluster.kind("batch/v1", "Job"), nameOf(node, key))
        .map(JobRun::isFailed)
        .orElse(false);
  }

  void run(Patience patience, Consumer<Verdict.NotYet> say, Supplier<String> diagnosis)
      throws InterruptedException {
    if (now.view().object(jobs, name).map(JobRun::isFailed).orElse(false)) {
      replace(patience, say, diagnosis);
    }
    now.cluster().writer().create(job()).ifPresent(now.view()::saw);
    patience.await("Job " + name, this::judge, say, diagnosis);
  }

  private void replace(Patience patience, Consumer<Verdict.NotYet> say, Supplier<String> diagnosis)
      throws InterruptedException {
    String uid =
        now.view().object(jobs, name).map(j -> j.path("metadata").path("uid").asText()).orElse("");
    now.cluster().writer().delete(jobs, name, uid);
    patience.await(
        "the end of failed Job " + name,
        () -> now.view().object(jobs, name).isEmpty() ? Verdict.met() : Verdict.notYet("it goes"),
        say,
        diagnosis);
  }

  private Verdict judge() {
    for (ObjectNode pod : now.view().objects(pods)) {
      boolean isOurs = pod.path("metadata").path("labels").path("job-name").asText().equals(name);
      if (isOurs && pod.path("status").path("phase").asText().equals("Succeeded")) {
        return Verdict.met();
      }
    }
    return now.view().object(jobs, name).map(this::judge).orElse(Verdict.notYet("it starts"));
  }

  private Verdict judge(ObjectNode job) {
    JsonNode status = job.path("status");
    if (status.path("succeeded").asInt() > 0) {
      return Verdict.met();
    }
    if (isFailed(job)) {
      return Verdict.failed(
          "the Job failed " + status.path("failed").asInt() + " times",
          "Mend what its log shows, then apply again: the step is run anew");
    }
    return Verdict.notYet(
        "it runs, "
            + status.path("active").asInt()
            + " pod active, "
            + status.path("failed").asInt()
            + " failed");
  }

  private static boolean isFailed(JsonNode job) {
    for (JsonNode condition : job.path("status").path("conditions")) {
      if (condition.path("type").asText().equals("Failed")
          && condition.path("status").asText().equals("True")) {
        return true;
      }
    }
    return false;
  }

  private ObjectNode job() {
    Job job =
        new JobBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(now.cluster().namespace())
            .addToLabels(Manifests.PLANE, now.plane())
            .addToLabels(Manifests.COMPONENT, node.component().value())
            .endMetadata()
            .withNewSpec()
            .withBackoffLimit(RETRIES)
            .withTtlSecondsAfterFinished(86_400)
            .withTemplate(run.template())
            .endSpec()
            .build();
    job.getSpec().getTemplate().getSpec().setRestartPolicy("Never");
    return now.cluster().toJson(job);
  }
}
