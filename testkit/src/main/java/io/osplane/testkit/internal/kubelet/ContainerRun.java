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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One container of a pod: starts, probes, ends and restarts its program. */
final class ContainerRun implements ProbeLoop.Listener {
  private static final int KILLED = 137;

  final JsonNode spec;
  final boolean init;
  State state;
  @Nullable Terminated last;
  Log log = new Log();
  @Nullable Log previousLog;
  int restarts;
  boolean ready;
  boolean started;
  @Nullable Program program;
  @Nullable ContainerView view;
  private final PodRun pod;
  private final Probing probing;
  private final List<Timer> timers = new ArrayList<>();
  private final BackOff backOff = new BackOff();
  private @Nullable Timer retry;
  private boolean stopping;

  ContainerRun(PodRun pod, JsonNode spec, boolean init) {
    this.pod = pod;
    this.spec = spec;
    this.init = init;
    this.probing = new Probing(pod.kubelet.loop(), spec, this::answer, this);
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
    return running() || last != null || done();
  }

  boolean sidecar() {
    return init && Tree.text(spec, "restartPolicy").equals("Always");
  }

  /** Whether it has ended and will not start again. */
  boolean done() {
    return state instanceof Terminated && retry == null && !restartsAfter();
  }

  boolean succeeded() {
    return state instanceof Terminated t && t.code() == 0;
  }

  private EventLoop loop() {
    return pod.kubelet.loop();
  }

  /** Starts it unless it runs, has ended, or backs off. */
  void ensureStarted() {
    if (running() || retry != null || state instanceof Terminated) {
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
    retryAfter(backOff.next());
  }

  private void retryAfter(Duration delay) {
    retry =
        loop()
            .after(
                delay,
                Pull.PROGRESS,
                () -> {
                  retry = null;
                  pod.sync();
                });
  }

  private void start(ContainerView seen) {
    stopping = false;
    if (last != null) {
      restarts++;
    }
    log = new Log();
    state = new Running(pod.now());
    view = seen;
    Program made = pod.kubelet.programs().create(seen);
    program = made;
    started = !spec.has("startupProbe");
    ready = started && !spec.has("readinessProbe");
    loop().attend();
    pod.event("Normal", "Started", "Container started: " + name());
    made.start();
    if (running()) {
      probing.starting();
    }
  }

  private boolean answer(Probe probe) {
    return program != null && program.probe(probe);
  }

  @Override
  public void succeeded(Probe.Type type) {
    if (type == Probe.Type.STARTUP && !started) {
      started = true;
      ready = !spec.has("readinessProbe");
      probing.started();
      pod.sync();
    } else if (type == Probe.Type.READINESS && !ready) {
      ready = true;
      pod.sync();
    }
  }

  @Override
  public void failed(Probe.Type type, boolean tooOften) {
    String name = type.name().charAt(0) + type.name().substring(1).toLowerCase(Locale.ROOT);
    pod.event("Warning", "Unhealthy", name + " probe failed: " + name());
    if (type == Probe.Type.READINESS && tooOften && ready) {
      ready = false;
      pod.sync();
    } else if (type != Probe.Type.READINESS && tooOften) {
      String why = "Container %s failed %s probe, will be restarted";
      pod.event(
          "Normal", "Killing", why.formatted(name(), name.toLowerCase(java.util.Locale.ROOT)));
      kill();
    }
  }

  /** Asks the program to stop; it ends when it has, at the latest after the grace. */
  void stop(Duration grace) {
    loop().cancel(retry);
    retry = null;
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
    loop().cancel(retry);
    retry = null;
  }

  /** Makes it start again after its node has come back. */
  void reboot() {
    if (state instanceof Running was) {
      last = new Terminated(255, "Unknown", was.since(), pod.now());
    }
    if (!(state instanceof Terminated)) {
      state = new Waiting("ContainerCreating", "");
    }
  }

  private void quiet() {
    probing.stop();
    timers.forEach(loop()::cancel);
    timers.clear();
    program = null;
    view = null;
    ready = false;
    started = false;
  }

  private boolean restartsAfter() {
    return state instanceof Terminated end && (sidecar() || pod.restarts(init, end.code()));
  }

  private void restart(Terminated end) {
    last = end;
    previousLog = log;
    backOff.ran(Duration.between(Instant.parse(end.since()), Instant.parse(end.at())));
    if (restarts == 0) {
      state = new Waiting("ContainerCreating", "");
      return;
    }
    Duration delay = backOff.next();
    String message =
        "back-off %s restarting failed container=%s pod=%s_%s(%s)"
            .formatted(BackOff.text(delay), name(), pod.key.name(), pod.key.namespace(), pod.uid);
    state = new Waiting("CrashLoopBackOff", message);
    pod.event("Warning", "BackOff", "Back-off restarting failed container " + name());
    retryAfter(delay);
  }
}
