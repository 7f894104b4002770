package io.osplane.testkit.internal.kubelet;

import io.osplane.testkit.Probe;
import java.util.Locale;

/** Whether a container has started and is ready, as its probes say; it is killed if they fail. */
final class ContainerHealth implements ProbeLoop.Listener {
  private final PodRun pod;
  private final ContainerRun container;
  private final Probing probing;
  private boolean started;
  private boolean ready;

  ContainerHealth(PodRun pod, ContainerRun container) {
    this.pod = pod;
    this.container = container;
    this.probing = new Probing(pod.kubelet.loop(), container.spec, container::answer, this);
  }

  boolean started() {
    return started;
  }

  boolean ready() {
    return ready;
  }

  /** Its program is about to run: what has no probe holds at once. */
  void begin() {
    started = !container.spec.has("startupProbe");
    ready = started && !container.spec.has("readinessProbe");
  }

  void probe() {
    probing.starting();
  }

  void end() {
    probing.stop();
    ready = false;
    started = false;
  }

  @Override
  public void succeeded(Probe.Type type) {
    if (type == Probe.Type.STARTUP && !started) {
      started = true;
      ready = !container.spec.has("readinessProbe");
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
    pod.event("Warning", "Unhealthy", name + " probe failed: " + container.name());
    if (type == Probe.Type.READINESS && tooOften && ready) {
      ready = false;
      pod.sync();
    } else if (type != Probe.Type.READINESS && tooOften) {
      String why = "Container %s failed %s probe, will be restarted";
      pod.event(
          "Normal", "Killing", why.formatted(container.name(), name.toLowerCase(Locale.ROOT)));
      container.kill();
    }
  }
}
