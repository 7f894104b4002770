package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.api.Deletion;
import io.osplane.testkit.internal.clock.Pull;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.ObjectKey;
import io.osplane.testkit.internal.model.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Runs Jobs to their end: retries with back-off, deadlines, and what is left of them. */
public final class JobController extends WorkloadController {
  private static final String KIND = "Job";
  private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(10);
  private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(10);
  private static final int MOST_DOUBLINGS = 6;

  public JobController(Control control) {
    super(control, KIND, "Pod");
  }

  @Override
  void reconcile(ObjectNode job) {
    if (finished(job)) {
      return;
    }
    JobTally tally = JobTally.of(control.owned("Pod", job));
    int backoffLimit = Tree.integer(job, "spec.backoffLimit", 6);
    int completions = Tree.integer(job, "spec.completions", 1);
    if (tally.succeeded() >= completions) {
      finish(
          job,
          tally,
          "Complete",
          "CompletionsReached",
          "Reached expected number of succeeded pods");
    } else if (tally.failed().size() > backoffLimit
        || tally.restarts() >= Math.max(1, backoffLimit)) {
      finish(
          job,
          tally,
          "Failed",
          "BackoffLimitExceeded",
          "Job has reached the specified backoff limit");
    } else if (late(job)) {
      finish(
          job,
          tally,
          "Failed",
          "DeadlineExceeded",
          "Job was active longer than specified deadline");
    } else {
      run(job, tally, completions);
    }
  }

  private static boolean finished(JsonNode job) {
    return Conditions.isTrue(job, "Complete") || Conditions.isTrue(job, "Failed");
  }

  private boolean late(ObjectNode job) {
    String start = Tree.text(job, "status.startTime");
    int deadline = Tree.integer(job, "spec.activeDeadlineSeconds", Integer.MAX_VALUE);
    return !start.isEmpty()
        && !control.loop().time().isBefore(Instant.parse(start).plusSeconds(deadline));
  }

  private void run(ObjectNode job, JobTally tally, int completions) {
    boolean suspended = Tree.flag(job, "spec.suspend");
    int wanted =
        Math.min(Tree.integer(job, "spec.parallelism", 1), completions - tally.succeeded());
    if (suspended) {
      tally.active().forEach(p -> control.delete("Pod", p, Deletion.BACKGROUND));
    } else if (tally.active().size() < wanted && backedOff(job, tally)) {
      for (int i = tally.active().size(); i < wanted; i++) {
        create(job);
      }
    }
    boolean starting = !suspended && Tree.text(job, "status.startTime").isEmpty();
    writeStatus(job, tally, suspended);
    if (starting && Tree.at(job, "spec.activeDeadlineSeconds").isNumber()) {
      again(job, Duration.ofSeconds(Tree.integer(job, "spec.activeDeadlineSeconds", 0)));
    }
  }

  private void create(ObjectNode job) {
    ObjectNode pod = PodTemplates.pod(Tree.at(job, "spec.template"), job);
    Tree.set(pod, "metadata.generateName", Meta.name(job) + "-");
    control
        .create("Pod", Meta.namespace(job), pod)
        .ifPresent(
            e ->
                control.event(job, "Warning", "FailedCreate", "Error creating: " + e.getMessage()));
  }

  /** Whether enough time has passed since the last failure; else looks again later. */
  private boolean backedOff(ObjectNode job, JobTally tally) {
    int failures = tally.failed().size();
    if (failures == 0) {
      return true;
    }
    Duration delay = FIRST_BACK_OFF.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    delay = delay.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : delay;
    Instant last =
        tally.failed().stream().map(JobController::endOf).max(Instant::compareTo).orElseThrow();
    Duration left = Duration.between(control.loop().time(), last.plus(delay));
    if (left.isNegative() || left.isZero()) {
      return true;
    }
    again(job, left);
    return false;
  }

  private static Instant endOf(JsonNode pod) {
    return Tree.items(pod, "status.containerStatuses").stream()
        .map(c -> Tree.text(c, "state.terminated.finishedAt"))
        .filter(t -> !t.isEmpty())
        .map(Instant::parse)
        .max(Instant::compareTo)
        .orElse(Instant.parse(Tree.text(pod, "metadata.creationTimestamp")));
  }

  private void again(ObjectNode job, Duration delay) {
    ObjectKey key = control.key(KIND, job);
    control.loop().after(delay, Pull.PROGRESS, () -> control.enqueue(this, key));
  }

  private void writeStatus(ObjectNode job, JobTally tally, boolean suspended) {
    control.status(
        KIND,
        job,
        j -> {
          ObjectNode status = Tree.child(j, "status");
          counts(status, suspended ? 0 : tally.active().size(), tally);
          if (!suspended && !status.has("startTime")) {
            status.put("startTime", control.now());
          }
          if (suspended || !Conditions.find(j, "Suspended").isEmpty()) {
            String reason = suspended ? "JobSuspended" : "JobResumed";
            Conditions.set(j, "Suspended", suspended, reason, "", control.now());
          }
        });
  }

  private static void counts(ObjectNode status, int active, JobTally tally) {
    status.put("active", active).put("ready", active == 0 ? 0 : tally.ready());
    status.put("succeeded", tally.succeeded()).put("failed", tally.failed().size());
    status.put("terminating", 0).putObject("uncountedTerminatedPods");
    for (String count : List.of("active", "succeeded", "failed")) {
      if (status.path(count).asInt() == 0) {
        status.remove(count);
      }
    }
  }

  private void finish(ObjectNode job, JobTally tally, String type, String reason, String message) {
    boolean complete = type.equals("Complete");
    tally.active().forEach(p -> control.delete("Pod", p, Deletion.BACKGROUND));
    control.status(
        KIND,
        job,
        j -> {
          ObjectNode status = Tree.child(j, "status");
          counts(status, 0, tally);
          String now = control.now();
          String before = complete ? "SuccessCriteriaMet" : "FailureTarget";
          for (String condition : List.of(before, type)) {
            Conditions.set(j, condition, true, reason, message, now);
            ((ObjectNode) Conditions.find(j, condition)).put("lastProbeTime", now);
          }
          if (complete) {
            status.put("completionTime", now);
          }
        });
    control.event(
        job,
        complete ? "Normal" : "Warning",
        complete ? "Completed" : reason,
        complete ? "Job completed" : message);
    JsonNode life = Tree.at(job, "spec.ttlSecondsAfterFinished");
    if (life.isNumber()) {
      ObjectKey key = control.key(KIND, job);
      Deletion deletion =
          new Deletion("Background", java.util.OptionalInt.empty(), Meta.uid(job), "");
      control
          .loop()
          .after(Duration.ofSeconds(life.asInt()), Pull.NEVER, () -> control.delete(key, deletion));
    }
  }
}
