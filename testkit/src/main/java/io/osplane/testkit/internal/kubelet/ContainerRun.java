package io.osplane.testkit.internal.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.testkit.Probe;
import io.osplane.testkit.Program;
import io.osplane.testkit.internal.clock.EventLoop;
import io.osplane.testkit.internal.clock.Pull;
import io.osplane.testkit.internal.clock.Timer;
import io.osplane.testkit.internal.kubelet.State.Running;
import io.osplane.testkit.internal.kubelet.State.Terminated;
import io.osplane.testkit.internal.kubelet.State.Waiting;
import io.osplane.testkit.internal.model.Tree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One container of a pod: starts, probes, ends and restarts its program. */
final class ContainerRun {
  private static final int KILLED = 137;

  final JsonNode spec;
  final boolean init;
  State state;
  Log log = new Log();
  @Nullable Program program;
  @Nullable ContainerView view;
  final ContainerHealth health;
  final Restarts restarts;
  private final PodRun pod;
  private final List<Timer> timers = new ArrayList<>();
  private boolean stopping;

  ContainerRun(PodRun pod, JsonNode spec, boolean init) {
    this.pod = pod;
    this.spec = spec;
    this.init = init;
    this.restarts = new Restarts(pod);
    this.health = new ContainerHealth(pod, this);
    this.state = new Waiting(pod.firstReason(), "");
  }

  String name() {
    return spec.path("name").asText();
  }

  boolean declares(int port) {
    return Tree.items(spec, "ports").stream()
        .anyMatch(p -> p.path("containerPort").asInt() == port);
  }

  boolean running() {
    return state instanceof Running;
  }

  /** Whether it has run. */
  boolean began() {
    return running() || restarts.last() != null || done();
  }

  boolean sidecar() {
    return init && Tree.text(spec, "restartPolicy").equals("Always");
  }

  /** Whether it has ended and will not start again. */
  boolean done() {
    return state instanceof Terminated && !restarts.backsOff() && !restartsAfter();
  }

  boolean succeeded() {
    return state instanceof Terminated t && t.code() == 0;
  }

  private EventLoop loop() {
    return pod.kubelet.loop();
  }

  /** Starts it unless it runs, has ended, or backs off. */
  void ensureStarted() {
    if (running() || restarts.backsOff() || state instanceof Terminated) {
      return;
    }
    String image = spec.path("image").asText();
    if (pod.kubelet.cannotPull(image)) {
      pullFailed(image);
      return;
    }
    ContainerView view = new ContainerView(pod, this);
    if (!view.missing().isEmpty()) {
      state = new Waiting("CreateContainerConfigError", view.missing());
      pod.event("Warning", "Failed", "Error: " + view.missing());
      return;
    }
    start(view);
  }

  private void pullFailed(String image) {
    boolean first = !(state instanceof Waiting w && w.reason().endsWith("ImagePullBackOff"));
    String message = "Failed to pull image \"" + image + "\": not found";
    pod.event("Warning", "Failed", message);
    state = new Waiting(first ? "ErrImagePull" : "ImagePullBackOff", message);
    pod.report();
    state = new Waiting("ImagePullBackOff", "Back-off pulling image \"" + image + "\"");
    restarts.backOff();
  }

  private void start(ContainerView seen) {
    stopping = false;
    restarts.begin();
    log = new Log();
    state = new Running(pod.now());
    view = seen;
    Program made = pod.kubelet.programs().create(seen);
    program = made;
    health.begin();
    loop().attend();
    pod.event("Normal", "Started", "Container started: " + name());
    made.start();
    if (running()) {
      health.probe();
    }
  }

  boolean answer(Probe probe) {
    return program != null && program.probe(probe);
  }

  /** Asks the program to stop; it ends when it has, at the latest after the grace. */
  void stop(Duration grace) {
    restarts.cancel();
    if (program == null || !running() || stopping) {
      return;
    }
    stopping = true;
    Duration needed = program.stop(grace);
    if (needed.isZero() || !running()) {
      ended(0);
    } else if (needed.compareTo(grace) <= 0) {
      after(needed, Pull.PROGRESS, () -> ended(0));
    } else {
      after(grace, Pull.PROGRESS, this::kill);
    }
  }

  /** Ends the program at once. */
  void kill() {
    if (program != null && running()) {
      program.kill();
      ended(KILLED);
    }
  }

  void after(Duration delay, Pull pull, Runnable action) {
    timers.add(loop().after(delay, pull, action));
  }

  /** The program has ended. */
  void ended(int code) {
    if (!(state instanceof Running was)) {
      return;
    }
    quiet();
    String reason = code == 0 ? "Completed" : "Error";
    Terminated end = new Terminated(code, reason, was.since(), pod.now());
    state = end;
    log.end();
    loop().attend();
    if (!pod.stopping() && restartsAfter()) {
      restart(end);
    }
    pod.later();
  }

  /** Forgets the program without a trace in the status, as when its node loses power. */
  void vanish() {
    if (program != null && running()) {
      program.kill();
    }
    quiet();
    log.end();
    restarts.cancel();
  }

  /** Makes it start again after its node has come back. */
  void reboot() {
    if (state instanceof Running was) {
      restarts.afterBoot(new Terminated(255, "Unknown", was.since(), pod.now()));
    }
    if (!(state instanceof Terminated)) {
      state = new Waiting("ContainerCreating", "");
    }
  }

  private void quiet() {
    timers.forEach(loop()::cancel);
    timers.clear();
    program = null;
    view = null;
    health.end();
  }

  private boolean restartsAfter() {
    return state instanceof Terminated end && (sidecar() || pod.restarts(init, end.code()));
  }

  private void restart(Terminated end) {
    restarts.after(end, log);
    if (restarts.count() == 0) {
      state = new Waiting("ContainerCreating", "");
      return;
    }
    Duration delay = restarts.backOff();
    String message =
        "back-off %s restarting failed container=%s pod=%s_%s(%s)"
            .formatted(BackOff.text(delay), name(), pod.key.name(), pod.key.namespace(), pod.uid);
    state = new Waiting("CrashLoopBackOff", message);
    pod.event("Warning", "BackOff", "Back-off restarting failed container " + name());
  }
}
