package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.api.Deletion;
import io.osplane.testkit.internal.clock.Pull;
import io.osplane.testkit.internal.clock.Timer;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.ObjectKey;
import io.osplane.testkit.internal.model.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the Jobs of CronJobs when virtual time reaches their schedule. */
public final class CronJobController extends WorkloadController {
  private static final String KIND = "CronJob";
  private static final int SECONDS_A_MINUTE = 60;

  private final Map<ObjectKey, Timer> timers = new HashMap<>();

  public CronJobController(Control control) {
    super(control, KIND, "Job");
  }

  @Override
  public void reconcile(ObjectKey key) {
    control.loop().cancel(timers.remove(key));
    super.reconcile(key);
  }

  @Override
  void reconcile(ObjectNode cron) {
    List<ObjectNode> jobs = control.owned("Job", cron);
    trim(jobs, "Complete", Tree.integer(cron, "spec.successfulJobsHistoryLimit", 3));
    trim(jobs, "Failed", Tree.integer(cron, "spec.failedJobsHistoryLimit", 1));
    writeStatus(cron, jobs);
    if (!Tree.flag(cron, "spec.suspend")) {
      schedule(control.key(KIND, cron), cron);
    }
  }

  private void schedule(ObjectKey key, ObjectNode cron) {
    Instant now = control.loop().time();
    new CronSchedule(Tree.text(cron, "spec.schedule"))
        .next(now)
        .ifPresent(
            at -> {
              Duration delay = Duration.between(now, at);
              timers.put(key, control.loop().after(delay, Pull.NEVER, () -> fire(key, at)));
            });
  }

  private void fire(ObjectKey key, Instant at) {
    timers.remove(key);
    ObjectNode cron = control.get(key);
    if (cron == null) {
      return;
    }
    List<ObjectNode> active = control.owned("Job", cron).stream().filter(j -> !ended(j)).toList();
    String policy = Tree.text(cron, "spec.concurrencyPolicy");
    if (policy.equals("Replace")) {
      active.forEach(j -> control.delete("Job", j, Deletion.BACKGROUND));
    }
    if (active.isEmpty() || !policy.equals("Forbid")) {
      create(cron, at);
    }
    control.status(KIND, cron, c -> Tree.set(c, "status.lastScheduleTime", at.toString()));
    control.enqueue(this, key);
  }

  private void create(ObjectNode cron, Instant at) {
    JsonNode template = Tree.at(cron, "spec.jobTemplate");
    ObjectNode job = PodTemplates.pod(template, cron);
    long minute = at.getEpochSecond() / SECONDS_A_MINUTE;
    Tree.set(job, "metadata.name", Meta.name(cron) + "-" + minute);
    Tree.child(job, "metadata.annotations")
        .put("batch.kubernetes.io/cronjob-scheduled-timestamp", at.toString());
    control.create("Job", Meta.namespace(cron), job);
    String message = "Created job " + Meta.name(job);
    control.event(cron, "Normal", "SuccessfulCreate", message);
  }

  private static boolean ended(JsonNode job) {
    return Conditions.isTrue(job, "Complete") || Conditions.isTrue(job, "Failed");
  }

  private void trim(List<ObjectNode> jobs, String condition, int kept) {
    jobs.stream()
        .filter(j -> Conditions.isTrue(j, condition))
        .sorted(Comparator.comparing(Meta::name).reversed())
        .skip(kept)
        .forEach(j -> control.delete("Job", j, Deletion.BACKGROUND));
  }

  private void writeStatus(ObjectNode cron, List<ObjectNode> jobs) {
    String succeeded =
        jobs.stream()
            .map(j -> Tree.text(j, "status.completionTime"))
            .max(Comparator.naturalOrder())
            .orElse("");
    control.status(
        KIND,
        cron,
        c -> {
          ObjectNode status = Tree.child(c, "status");
          ArrayNode active = Tree.array();
          jobs.stream()
              .filter(j -> !ended(j))
              .forEach(
                  j ->
                      active
                          .addObject()
                          .put("apiVersion", "batch/v1")
                          .put("kind", "Job")
                          .put("namespace", Meta.namespace(j))
                          .put("name", Meta.name(j))
                          .put("uid", Meta.uid(j)));
          status.remove("active");
          if (!active.isEmpty()) {
            status.set("active", active);
          }
          if (!succeeded.isEmpty()) {
            status.put("lastSuccessfulTime", succeeded);
          }
        });
  }
}
